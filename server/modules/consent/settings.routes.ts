import { z } from "zod";
import {
  addConsentTypeBody,
  changeConsentSettingsBody,
  changeConsentTypeBody,
  consentSettingsSchema,
  consentTypeSchema,
  consentTypesSchema,
  contactReasonSchema,
  contactReasonsSchema,
  declarationSchema,
  declarationsSchema,
  declareBody,
  saveContactReasonBody,
  saveWordingBody,
  wordingsSchema,
} from "../../../contracts/consent-settings.ts";
import { languageSchema } from "../../../contracts/languages.ts";
import { defineRoute } from "../../http/route.ts";
import { addType } from "./add-type.ts";
import { changeSettings } from "./change-settings.ts";
import { changeType } from "./change-type.ts";
import { changeWording } from "./change-wording.ts";
import { addReason, changeReason, listReasons } from "./contact-reasons.ts";
import { declareOwnProof, listDeclarations, revokeDeclaration } from "./declarations.ts";
import { getSettings } from "./get-settings.ts";
import { getType } from "./get-type.ts";
import { listTypes } from "./list-types.ts";
import { listWordings } from "./list-wordings.ts";

const ofType = z.object({ typeId: z.uuid() });

const typeRoutes = [
  defineRoute({
    operationId: "listConsentTypes",
    method: "GET",
    path: "/consent-types",
    summary: "The consent types, the main mailing type first",
    policy: "consent.read",
    query: z.object({ withArchived: z.stringbool().optional() }),
    response: consentTypesSchema,
    handler: async (ctx, { query }) => ({
      items: await listTypes(ctx, { withArchived: query.withArchived === true }),
    }),
  }),
  defineRoute({
    operationId: "getConsentType",
    method: "GET",
    path: "/consent-types/:typeId",
    summary: "One consent type",
    policy: "consent.read",
    params: ofType,
    response: consentTypeSchema,
    handler: (ctx, { params }) => getType(ctx, params.typeId),
  }),
  defineRoute({
    operationId: "addConsentType",
    method: "POST",
    path: "/consent-types",
    summary: "Add a consent type",
    policy: "consent.settings",
    idempotency: "optional",
    body: addConsentTypeBody,
    response: consentTypeSchema,
    status: 201,
    handler: (ctx, { body }) => addType(ctx, body),
  }),
  defineRoute({
    operationId: "changeConsentType",
    method: "PATCH",
    path: "/consent-types/:typeId",
    summary: "Change, archive or make main; changed days count for consents given afterwards",
    policy: "consent.settings",
    params: ofType,
    body: changeConsentTypeBody,
    response: consentTypeSchema,
    handler: (ctx, { params, body }) => changeType(ctx, params.typeId, body),
  }),
  defineRoute({
    operationId: "listConsentWordings",
    method: "GET",
    path: "/consent-types/:typeId/wordings",
    summary: "The words shown to the person: every version, newest first in each language",
    policy: "consent.read",
    params: ofType,
    response: wordingsSchema,
    handler: (ctx, { params }) => listWordings(ctx, params.typeId),
  }),
  defineRoute({
    operationId: "changeConsentWording",
    method: "PUT",
    path: "/consent-types/:typeId/wordings/:language",
    summary: "Save a new version of the words in one language",
    policy: "consent.settings",
    params: ofType.extend({ language: languageSchema }),
    body: saveWordingBody,
    response: wordingsSchema,
    handler: (ctx, { params, body }) => changeWording(ctx, { ...params, ...body }),
  }),
];

const privacyRoutes = [
  defineRoute({
    operationId: "getConsentSettings",
    method: "GET",
    path: "/consent-settings",
    summary: "The three switches, the standing reason and the rule for requests",
    policy: "consent.read",
    response: consentSettingsSchema,
    handler: (ctx) => getSettings(ctx),
  }),
  defineRoute({
    operationId: "changeConsentSettings",
    method: "PATCH",
    path: "/consent-settings",
    summary: "Change them",
    policy: "consent.settings",
    body: changeConsentSettingsBody,
    response: consentSettingsSchema,
    handler: (ctx, { body }) => changeSettings(ctx, body),
  }),
  defineRoute({
    operationId: "listContactReasons",
    method: "GET",
    path: "/contact-reasons",
    summary: "The reasons offered to the operator, archived ones last",
    policy: "consent.read",
    response: contactReasonsSchema,
    handler: async (ctx) => ({ items: await listReasons(ctx) }),
  }),
  defineRoute({
    operationId: "addContactReason",
    method: "POST",
    path: "/contact-reasons",
    summary: "Add a reason",
    policy: "consent.settings",
    idempotency: "optional",
    body: saveContactReasonBody,
    response: contactReasonSchema,
    status: 201,
    handler: (ctx, { body }) => addReason(ctx, body.text),
  }),
  defineRoute({
    operationId: "changeContactReason",
    method: "PATCH",
    path: "/contact-reasons/:reasonId",
    summary: "Change or archive a reason; messages keep the words that were recorded",
    policy: "consent.settings",
    params: z.object({ reasonId: z.uuid() }),
    body: saveContactReasonBody.extend({ isArchived: z.boolean() }).partial(),
    response: contactReasonSchema,
    handler: (ctx, { params, body }) => changeReason(ctx, params.reasonId, body),
  }),
];

const declarationRoutes = [
  defineRoute({
    operationId: "listProofDeclarations",
    method: "GET",
    path: "/consent-declarations",
    summary: "For which senders of one's own proof of consent is declared to be kept elsewhere",
    policy: "consent.read",
    response: declarationsSchema,
    handler: async (ctx) => ({ items: await listDeclarations(ctx) }),
  }),
  defineRoute({
    operationId: "declareOwnProof",
    method: "POST",
    path: "/consent-declarations",
    summary: "Declare it for one sender",
    policy: "consent.settings",
    idempotency: "optional",
    body: declareBody,
    response: declarationSchema,
    status: 201,
    handler: (ctx, { body }) => declareOwnProof(ctx, body),
  }),
  defineRoute({
    operationId: "revokeProofDeclaration",
    method: "DELETE",
    path: "/consent-declarations/:declarationId",
    summary: "Take it back; with the last one the check of mailing lists is on again",
    policy: "consent.settings",
    params: z.object({ declarationId: z.uuid() }),
    response: declarationSchema,
    handler: (ctx, { params }) => revokeDeclaration(ctx, params.declarationId),
  }),
];

export const settingsRoutes = [...typeRoutes, ...privacyRoutes, ...declarationRoutes];
