import { z } from "zod";
import { campaignSchema, consentForecastSchema, prepareRenewalBody } from "../../../contracts/campaigns.ts";
import { defineRoute } from "../../http/route.ts";
import type { Context } from "../../platform/context.ts";
import type { CampaignRow } from "./campaigns.queries.ts";
import { forecastConsent } from "./forecast-consent.ts";
import { prepareReminder } from "./prepare-reminder.ts";
import { prepareRenewal } from "./prepare-renewal.ts";
import { presentCampaign } from "./present-campaign.ts";

const params = z.object({ campaignId: z.uuid() });
const presented = async (ctx: Context, row: Promise<CampaignRow>) => presentCampaign(ctx, await row);

/** What campaigns do around consent: foresee what a request could bring, remind, renew what ends. */
export const consentCampaignRoutes = [
  defineRoute({
    operationId: "forecastConsentCampaign",
    method: "GET",
    path: "/campaigns/:campaignId/consent-forecast",
    summary: "What asking this list could bring: today's reach, who may be asked, and how earlier ones answered",
    policy: "campaigns.read",
    params,
    response: consentForecastSchema,
    handler: (ctx, input) => forecastConsent(ctx, input.params.campaignId),
  }),
  defineRoute({
    operationId: "prepareConsentReminder",
    method: "POST",
    path: "/campaigns/:campaignId/reminder",
    summary: "Prepare the one reminder of a consent campaign, for those who have not answered",
    policy: "campaigns.write",
    params,
    response: campaignSchema,
    status: 201,
    idempotency: "optional",
    handler: (ctx, input) => presented(ctx, prepareReminder(ctx, input.params.campaignId)),
  }),
  defineRoute({
    operationId: "prepareRenewal",
    method: "POST",
    path: "/consent-renewals",
    summary: "Prepare a consent campaign for those whose consent of one type has ended or ends soon",
    policy: "campaigns.write",
    body: prepareRenewalBody,
    response: campaignSchema,
    status: 201,
    idempotency: "optional",
    handler: (ctx, { body }) => presented(ctx, prepareRenewal(ctx, body)),
  }),
];
