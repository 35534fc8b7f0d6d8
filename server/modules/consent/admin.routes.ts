import { z } from "zod";
import { nothing } from "../../../contracts/common.ts";
import {
  addressConsentSchema,
  addressStatesBody,
  addressStatesSchema,
  consentCheckBody,
  consentCheckSchema,
  historySchema,
  recordGrantBody,
  suppressBody,
  withdrawBody,
  withdrawnSchema,
} from "../../../contracts/consent.ts";
import { ledgerVerificationSchema } from "../../../contracts/consent-ledger.ts";
import { defineRoute, defineStreamRoute } from "../../http/route.ts";
import { callRoutes } from "./calls/calls.routes.ts";
import { checkBeforeContact } from "./check-before-contact.ts";
import { expiryRoutes } from "./expiry/expiry.routes.ts";
import { getAddressConsent } from "./get-address-consent.ts";
import { lawRoutes } from "./law/law.routes.ts";
import { listHistory } from "./list-history.ts";
import { listStates } from "./list-states.ts";
import { recordGrant } from "./record-grant.ts";
import { releaseAddress } from "./release-address.ts";
import { settingsRoutes } from "./settings.routes.ts";
import { standingRoutes } from "./standing/standing.routes.ts";
import { streamLedger } from "./stream-ledger.ts";
import { suppressByHand } from "./suppress-by-hand.ts";
import { verifyLedger } from "./verify-ledger.ts";
import { withdrawByStaff } from "./withdraw-by-staff.ts";

const ofAddress = z.object({ addressId: z.uuid() });

const addressRoutes = [
  defineRoute({
    operationId: "getAddressConsent",
    method: "GET",
    path: "/addresses/:addressId/consent",
    summary: "The consents of one address, and what may be done with each now",
    policy: "consent.read",
    params: ofAddress,
    response: addressConsentSchema,
    handler: (ctx, { params }) => getAddressConsent(ctx, params.addressId),
  }),
  defineRoute({
    operationId: "listConsentHistory",
    method: "GET",
    path: "/addresses/:addressId/consent/history",
    summary: "Everything that happened to the consents of one address, newest first",
    policy: "consent.read",
    params: ofAddress,
    query: z.object({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(20).optional(),
    }),
    response: historySchema,
    handler: (ctx, { params, query }) => listHistory(ctx, { ...params, ...query }),
  }),
  defineRoute({
    operationId: "listAddressStates",
    method: "POST",
    path: "/address-states",
    summary: "The status of many addresses for the main mailing type, in the order asked; reads only",
    policy: "consent.read",
    body: addressStatesBody,
    response: addressStatesSchema,
    handler: async (ctx, { body }) => ({ items: await listStates(ctx, body.addressIds) }),
  }),
  defineRoute({
    operationId: "recordConsent",
    method: "POST",
    path: "/addresses/:addressId/consent/grants",
    summary: "Enter a consent that the person gave otherwise: day, source, wording or document",
    policy: "consent.record",
    idempotency: "required",
    params: ofAddress,
    body: recordGrantBody,
    response: z.object({ eventId: z.uuid() }),
    status: 201,
    handler: (ctx, { params, body }) => recordGrant(ctx, { ...params, ...body }),
  }),
  defineRoute({
    operationId: "withdrawConsent",
    method: "POST",
    path: "/addresses/:addressId/consent/withdrawals",
    summary: "Note that the person said no. Staff cannot undo it",
    policy: "consent.record",
    idempotency: "optional",
    params: ofAddress,
    body: withdrawBody,
    response: withdrawnSchema,
    handler: (ctx, { params, body }) => withdrawByStaff(ctx, { ...params, ...body }),
  }),
  defineRoute({
    operationId: "suppressAddress",
    method: "POST",
    path: "/addresses/:addressId/suppressions",
    summary: "Block an address: nothing but security mail goes to it",
    policy: "consent.record",
    idempotency: "optional",
    params: ofAddress,
    body: suppressBody,
    response: addressConsentSchema,
    handler: (ctx, { params, body }) => suppressByHand(ctx, { ...params, ...body }),
  }),
  defineRoute({
    operationId: "releaseAddress",
    method: "DELETE",
    path: "/addresses/:addressId/suppressions/:suppressionId",
    summary: "Lift a block that staff set or that a returned mail caused",
    policy: "consent.record",
    params: ofAddress.extend({ suppressionId: z.uuid() }),
    response: nothing,
    handler: async (ctx, { params }) => {
      await releaseAddress(ctx, params);
      return {};
    },
  }),
  defineRoute({
    operationId: "checkBeforeContact",
    method: "POST",
    path: "/consent-checks",
    summary: "Before a call or a message: is it allowed, would a stated reason open the way, must one be asked",
    policy: "consent.read",
    body: consentCheckBody,
    response: consentCheckSchema,
    handler: (ctx, { body }) => checkBeforeContact(ctx, body),
  }),
];

const ledgerRoutes = [
  defineRoute({
    operationId: "verifyLedger",
    method: "POST",
    path: "/consent-ledger/verifications",
    summary: "Recompute the chain of the consent ledger, its checkpoints and its states; changes nothing",
    policy: "audit.read",
    response: ledgerVerificationSchema,
    handler: (ctx) => verifyLedger(ctx),
  }),
  defineStreamRoute({
    operationId: "exportLedger",
    method: "GET",
    path: "/consent-ledger/export",
    summary: "The consent ledger as NDJSON with a signed checkpoint at its end",
    policy: "audit.read",
    handler: (session, { reply }) => {
      void reply
        .type("application/x-ndjson; charset=utf-8")
        .header("content-disposition", 'attachment; filename="consent-ledger.ndjson"')
        .header("cache-control", "no-store");
      return Promise.resolve(reply.send(streamLedger(session)));
    },
  }),
];

export const adminConsentRoutes = [
  ...addressRoutes,
  ...callRoutes,
  ...settingsRoutes,
  ...standingRoutes,
  ...lawRoutes,
  ...expiryRoutes,
  ...ledgerRoutes,
];
