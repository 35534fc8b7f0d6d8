import { z } from "zod";
import {
  callCheckBody,
  callCheckSchema,
  callLineQuery,
  callListQuery,
  callOutcomeBody,
  callPageSchema,
  callReasonBody,
} from "../../../../contracts/consent-calls.ts";
import { defineRoute, defineStreamRoute } from "../../../http/route.ts";
import { checkCall } from "./check-call.ts";
import { listCallChecks } from "./list-call-checks.ts";
import { recordCallOutcome } from "./record-call-outcome.ts";
import { stateCallReason } from "./state-call-reason.ts";

/** A whole room of telephones behind one address on the internet. */
const rateLimit = { max: 1200, perSeconds: 60 };
const ofCheck = z.object({ callCheckId: z.uuid() });

export const callRoutes = [
  defineRoute({
    operationId: "checkCall",
    method: "POST",
    path: "/call-checks",
    summary: "May this number be called: yes until when and on what ground, needs a reason, or no and why",
    policy: "consent.record",
    otherSites: "with-key",
    idempotency: "optional",
    rateLimit,
    body: callCheckBody,
    response: callCheckSchema,
    status: 201,
    handler: (ctx, { body }) => checkCall(ctx, body),
  }),
  defineRoute({
    operationId: "stateCallReason",
    method: "POST",
    path: "/call-checks/:callCheckId/reason",
    summary: "State the reason for this one call; the answer says what to dial",
    policy: "consent.record",
    otherSites: "with-key",
    idempotency: "optional",
    rateLimit,
    params: ofCheck,
    body: callReasonBody,
    response: callCheckSchema,
    handler: (ctx, { params, body }) => stateCallReason(ctx, { ...params, ...body }),
  }),
  defineRoute({
    operationId: "recordCallOutcome",
    method: "POST",
    path: "/call-checks/:callCheckId/outcome",
    summary: "What came of the call; asking not to be called again is a withdrawal",
    policy: "consent.record",
    otherSites: "with-key",
    idempotency: "optional",
    params: ofCheck,
    body: callOutcomeBody,
    response: callPageSchema.shape.items.element,
    handler: (ctx, { params, body }) => recordCallOutcome(ctx, { ...params, ...body }),
  }),
  defineRoute({
    operationId: "listCallChecks",
    method: "GET",
    path: "/call-checks",
    summary: "Who asked to call whom, with answers and outcomes, newest first",
    policy: "consent.read",
    query: callListQuery,
    response: callPageSchema,
    handler: (ctx, { query }) => listCallChecks(ctx, query),
  }),
  defineStreamRoute({
    operationId: "checkCallAsText",
    method: "GET",
    path: "/call-checks/text",
    summary: "The same check as plain text: the answer, the sentence, and what to dial, one line each",
    policy: "consent.record",
    otherSites: "with-key",
    rateLimit,
    query: callLineQuery,
    handler: async (session, { query, reply }) => {
      const check = await session.run((ctx) => checkCall(ctx, callCheckBody.parse(query)));
      void reply.type("text/plain; charset=utf-8").header("cache-control", "no-store");
      return reply.send([check.answer, check.text, check.dial ?? ""].join("\n"));
    },
  }),
  defineStreamRoute({
    operationId: "checkCallAndDial",
    method: "GET",
    path: "/call-checks/dial",
    summary:
      "For a button in any program: on to the telephone when the call is allowed, else to the page that says why",
    policy: "consent.record",
    rateLimit,
    query: callLineQuery,
    handler: async (session, { query, reply }) => {
      const check = await session.run((ctx) => checkCall(ctx, callCheckBody.parse(query)));
      const page = `/calls?number=${encodeURIComponent(query.number)}`;
      return reply.header("cache-control", "no-store").redirect(check.dial ?? page, 302);
    },
  }),
];
