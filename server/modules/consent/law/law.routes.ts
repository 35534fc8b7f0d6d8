import { z } from "zod";
import {
  changeLawRuleBody,
  consentLawSchema,
  lawCountrySchema,
  lawRuleCodeSchema,
  recordRegisterCheckBody,
} from "../../../../contracts/consent-law.ts";
import { defineRoute } from "../../../http/route.ts";
import { changeLawRule } from "./change-law-rule.ts";
import { getConsentLaw } from "./get-consent-law.ts";
import { recordRegisterCheck } from "./record-register-check.ts";

const ofCountry = z.object({ lawCountry: lawCountrySchema });

export const lawRoutes = [
  defineRoute({
    operationId: "getConsentLaw",
    method: "GET",
    path: "/consent-law",
    summary: "What each country's law limits, with the source of each rule and the organisation's stricter value",
    policy: "consent.read",
    response: consentLawSchema,
    handler: (ctx) => getConsentLaw(ctx),
  }),
  defineRoute({
    operationId: "changeLawRule",
    method: "PUT",
    path: "/consent-law/:lawCountry/rules/:ruleCode",
    summary: "Set a stricter rule of one's own for a country, or take it back with null",
    policy: "consent.settings",
    params: ofCountry.extend({ ruleCode: lawRuleCodeSchema }),
    body: changeLawRuleBody,
    response: consentLawSchema,
    handler: (ctx, { params, body }) =>
      changeLawRule(ctx, { country: params.lawCountry, code: params.ruleCode, value: body.value }),
  }),
  defineRoute({
    operationId: "recordRegisterCheck",
    method: "PUT",
    path: "/consent-law/:lawCountry/register-check",
    summary: "Note the day on which the numbers were compared with the country's register of opposition",
    policy: "consent.settings",
    params: ofCountry,
    body: recordRegisterCheckBody,
    response: consentLawSchema,
    handler: (ctx, { params, body }) => recordRegisterCheck(ctx, { country: params.lawCountry, ...body }),
  }),
];
