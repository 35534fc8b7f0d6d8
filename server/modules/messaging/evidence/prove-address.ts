import type { Context } from "../../../platform/context.ts";
import { makeAuditedEvidence, renderEvidencePdf } from "../../consent/index.ts";
import { listEvidenceMessages } from "./list-evidence-messages.ts";

type Proof = Awaited<ReturnType<typeof makeAuditedEvidence>>;

/** The proof of an address that consent makes; with its messages for whoever may read them. */
export async function makeProof(ctx: Context, wanted: { addressId: string; hasMessages: boolean }): Promise<Proof> {
  const { addressId } = wanted;
  const messages = wanted.hasMessages ? await listEvidenceMessages(ctx, addressId) : undefined;
  return makeAuditedEvidence(ctx, { addressId, ...(messages && { messages }) });
}

export async function writeProof(proof: Proof, format: "pdf" | "json"): Promise<Buffer | string> {
  if (format === "pdf") return renderEvidencePdf(proof);
  const { evidence, seal } = proof;
  return JSON.stringify({ evidence, seal }, null, 2);
}
