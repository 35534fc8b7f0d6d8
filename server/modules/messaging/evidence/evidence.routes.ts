import { z } from "zod";
import { defineStreamRoute } from "../../../http/route.ts";
import { makeAuditedEvidence, renderEvidencePdf } from "../../consent/index.ts";
import { listEvidenceMessages } from "./list-evidence-messages.ts";

export const evidenceOfAddressRoutes = [
  defineStreamRoute({
    operationId: "downloadConsentEvidence",
    method: "GET",
    path: "/addresses/:addressId/consent/evidence",
    summary:
      "Everything that proves the consents of one address, and what was sent to it by whose leave, as PDF for people or JSON for verifiers; audited",
    policy: "consent.read",
    params: z.object({ addressId: z.uuid() }),
    query: z.object({ format: z.enum(["pdf", "json"]).default("pdf") }),
    handler: async (session, { params: { addressId }, query, reply }) => {
      const mayReadMessages = session.principal.policies.has("messages.read");
      const pack = await session.run(async (ctx) => {
        const messages = mayReadMessages ? await listEvidenceMessages(ctx, addressId) : undefined;
        return makeAuditedEvidence(ctx, { addressId, ...(messages && { messages }) });
      });
      const { evidence, seal } = pack;
      const isPdf = query.format === "pdf";
      void reply
        .type(isPdf ? "application/pdf" : "application/json; charset=utf-8")
        .header("content-disposition", `attachment; filename="consent-evidence-${evidence.packId}.${query.format}"`)
        .header("cache-control", "no-store");
      return reply.send(isPdf ? await renderEvidencePdf(pack) : JSON.stringify({ evidence, seal }, null, 2));
    },
  }),
];
