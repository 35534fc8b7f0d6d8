import { z } from "zod";
import { defineStreamRoute } from "../../../http/route.ts";
import { makeProof, writeProof } from "./prove-address.ts";

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
    handler: async (session, { params: { addressId }, query: { format }, reply }) => {
      const hasMessages = session.principal.policies.has("messages.read");
      const proof = await session.run((ctx) => makeProof(ctx, { addressId, hasMessages }));
      const fileName = `consent-evidence-${proof.evidence.packId}.${format}`;
      return reply
        .type(format === "pdf" ? "application/pdf" : "application/json; charset=utf-8")
        .header("content-disposition", `attachment; filename="${fileName}"`)
        .header("cache-control", "no-store")
        .send(await writeProof(proof, format));
    },
  }),
];
