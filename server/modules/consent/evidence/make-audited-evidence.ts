import type { Context } from "../../../platform/context.ts";
import { recordAudit } from "../../audit/index.ts";
import { type EvidenceForPrint, type EvidenceInput, makeEvidence } from "./make-evidence.ts";

/** For staff: who takes a person's history along is noted. */
export async function makeAuditedEvidence(
  ctx: Context,
  { addressId, messages }: Omit<EvidenceInput, "reader">,
): Promise<EvidenceForPrint> {
  const pack = await makeEvidence(ctx, { addressId, ...(messages && { messages }) });
  await recordAudit(ctx, {
    action: "consent.evidence-made",
    subjectKind: "address",
    subjectId: addressId,
    details: { packId: pack.evidence.packId },
  });
  return pack;
}
