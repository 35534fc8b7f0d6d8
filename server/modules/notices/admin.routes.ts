import { consentRequestBody, queuedNoticeSchema } from "../../../contracts/notices.ts";
import { defineRoute } from "../../http/route.ts";
import { requestConsent } from "./request-consent.ts";

export const noticeRoutes = [
  defineRoute({
    operationId: "requestConsent",
    method: "POST",
    path: "/consent-requests",
    summary: "Ask one address for its consent to one type, by e-mail",
    policy: "consent.record",
    body: consentRequestBody,
    response: queuedNoticeSchema,
    status: 202,
    idempotency: "required",
    handler: (ctx, { body }) => requestConsent(ctx, body),
  }),
];
