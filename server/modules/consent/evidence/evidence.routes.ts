import { z } from "zod";
import { asOfSchema, consentEventSchema } from "../../../../contracts/consent-evidence.ts";
import { confirmRestoreBody, openGapSchema } from "../../../../contracts/consent-ledger.ts";
import { defineRoute, defineStreamRoute } from "../../../http/route.ts";
import { canonicalJson } from "../ledger-record.rules.ts";
import { readCheckpoints } from "../read-checkpoints.ts";
import { confirmRestore } from "./confirm-restore.ts";
import { findOpenGap } from "./find-open-gap.ts";
import { getConsentEvent } from "./get-consent-event.ts";
import { getStateAsOf } from "./get-state-as-of.ts";
import { keyFingerprint } from "./key-fingerprint.ts";
import { readVerifier } from "./read-verifier.ts";

const ofAddress = z.object({ addressId: z.uuid() });

const evidenceOfAddress = [
  defineRoute({
    operationId: "getConsentEvent",
    method: "GET",
    path: "/consent-events/:eventId",
    summary: "One event of the ledger: what was asked or said, with which words, when, by whom, and what came after it",
    policy: "consent.read",
    params: z.object({ eventId: z.uuid() }),
    response: consentEventSchema,
    handler: (ctx, { params }) => getConsentEvent(ctx, params.eventId),
  }),
  defineRoute({
    operationId: "getConsentAsOf",
    method: "GET",
    path: "/addresses/:addressId/consent/as-of",
    summary: "Could this address have been written to on that day? As the gate would have known it then",
    policy: "consent.read",
    params: ofAddress,
    query: z.object({ day: z.iso.date() }),
    response: asOfSchema,
    handler: (ctx, { params, query }) => getStateAsOf(ctx, { ...params, ...query }),
  }),
];

const witnessRoutes = [
  defineStreamRoute({
    operationId: "downloadLedgerVerifier",
    method: "GET",
    path: "/consent-ledger/verifier",
    summary: "A script without dependencies that verifies exports and evidence without this program",
    policy: "signed-in",
    handler: async (_, { reply }) =>
      reply
        .type("text/javascript; charset=utf-8")
        .header("content-disposition", 'attachment; filename="verify-consent-ledger.mjs"')
        .send(await readVerifier()),
  }),
  defineStreamRoute({
    operationId: "downloadLedgerCheckpoints",
    method: "GET",
    path: "/consent-ledger/checkpoints",
    summary: "The signed checkpoints that were kept outside the database; keep copies elsewhere",
    policy: "audit.read",
    handler: async (session, { reply }) => {
      const lines = await session.run((ctx) => readCheckpoints(ctx.platform, ctx.orgId));
      return reply
        .type("application/x-ndjson; charset=utf-8")
        .header("content-disposition", 'attachment; filename="consent-checkpoints.ndjson"')
        .header("cache-control", "no-store")
        .send(lines.map((line) => `${canonicalJson(line)}\n`).join(""));
    },
  }),
  defineRoute({
    operationId: "getLedgerKey",
    method: "GET",
    path: "/consent-ledger/key",
    summary: "The public key that checkpoints and evidence are signed with",
    policy: "consent.read",
    response: z.object({ publicKeyPem: z.string(), fingerprint: z.string() }),
    handler: async ({ platform }) => ({
      publicKeyPem: platform.keys.publicKeyPem,
      fingerprint: keyFingerprint(platform.keys.publicKeyPem),
    }),
  }),
];

const restoreRoutes = [
  defineRoute({
    operationId: "getLedgerGap",
    method: "GET",
    path: "/consent-ledger/gap",
    summary:
      "Events that are missing since a backup was restored; while there are any, nothing but security mail leaves",
    policy: "signed-in",
    response: openGapSchema,
    handler: (ctx) => findOpenGap(ctx),
  }),
  defineRoute({
    operationId: "confirmRestore",
    method: "POST",
    path: "/consent-ledger/gap/confirmations",
    summary: "Go on with the restored backup: the missing range is noted in the ledger, and sending begins again",
    policy: "organisation.manage",
    idempotency: "optional",
    body: confirmRestoreBody,
    response: openGapSchema,
    handler: (ctx, { body }) => confirmRestore(ctx, body),
  }),
];

export const evidenceRoutes = [...evidenceOfAddress, ...witnessRoutes, ...restoreRoutes];
