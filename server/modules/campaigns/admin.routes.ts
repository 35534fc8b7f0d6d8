import { z } from "zod";
import {
  campaignListQuery,
  campaignPageSchema,
  campaignSchema,
  changeCampaignBody,
  consentResultsSchema,
  countAudienceBody,
  createCampaignBody,
  launchAnswerSchema,
  launchCampaignBody,
  launchQuery,
  listChangesSchema,
  listSummarySchema,
  recipientListQuery,
  recipientPageSchema,
  savedFilterSchema,
  savedFiltersSchema,
  saveFilterBody,
  scheduleCampaignBody,
  versionBody,
} from "../../../contracts/campaigns.ts";
import { nothing } from "../../../contracts/common.ts";
import { defineRoute, type RouteDefinition } from "../../http/route.ts";
import type { Context } from "../../platform/context.ts";
import type { CampaignRow } from "./campaigns.queries.ts";
import { changeCampaign } from "./change-campaign.ts";
import { countAudience } from "./count-audience.ts";
import { createCampaign } from "./create-campaign.ts";
import { discardCampaign } from "./discard-campaign.ts";
import { findListChanges } from "./find-list-changes.ts";
import { getCampaign } from "./get-campaign.ts";
import { launchCampaign } from "./launch-campaign.ts";
import { listCampaigns } from "./list-campaigns.ts";
import { listRecipients } from "./list-recipients.ts";
import { measureConsentResults } from "./measure-consent-results.ts";
import { prepareConsentCampaign } from "./prepare-consent-campaign.ts";
import { presentCampaign } from "./present-campaign.ts";
import { releaseRest } from "./release-rest.ts";
import { retryFailed } from "./retry-failed.ts";
import { listSavedFilters, removeSavedFilter, saveFilter } from "./saved-filters.ts";
import { scheduleCampaign } from "./schedule-campaign.ts";
import { type Steering, steerCampaign } from "./steer-campaign.ts";
import { validateCampaign } from "./validate-campaign.ts";

const params = z.object({ campaignId: z.uuid() });
const presented = async (ctx: Context, row: Promise<CampaignRow>) => presentCampaign(ctx, await row);

function steeringRoute(operationId: string, steering: Steering, summary: string): RouteDefinition {
  return defineRoute({
    operationId,
    method: "POST",
    path: `/campaigns/:campaignId/${steering}`,
    summary,
    policy: "campaigns.launch",
    params,
    response: campaignSchema,
    idempotency: "optional",
    handler: (ctx, input) => presented(ctx, steerCampaign(ctx, input.params.campaignId, steering)),
  });
}

const writing = [
  defineRoute({
    operationId: "listCampaigns",
    method: "GET",
    path: "/campaigns",
    summary: "Campaigns, newest first",
    policy: "campaigns.read",
    query: campaignListQuery,
    response: campaignPageSchema,
    handler: (ctx, { query }) => listCampaigns(ctx, query),
  }),
  defineRoute({
    operationId: "createCampaign",
    method: "POST",
    path: "/campaigns",
    summary: "Begin a campaign as a draft",
    policy: "campaigns.write",
    body: createCampaignBody,
    response: campaignSchema,
    status: 201,
    idempotency: "optional",
    handler: (ctx, { body }) => presented(ctx, createCampaign(ctx, body)),
  }),
  defineRoute({
    operationId: "getCampaign",
    method: "GET",
    path: "/campaigns/:campaignId",
    summary: "A campaign with its list's summary and live progress",
    policy: "campaigns.read",
    params,
    response: campaignSchema,
    handler: (ctx, input) => presented(ctx, getCampaign(ctx, input.params.campaignId)),
  }),
  defineRoute({
    operationId: "changeCampaign",
    method: "PATCH",
    path: "/campaigns/:campaignId",
    summary: "Change a draft; another filter or type discards the validated list",
    policy: "campaigns.write",
    params,
    body: changeCampaignBody,
    response: campaignSchema,
    handler: (ctx, input) => presented(ctx, changeCampaign(ctx, input.params.campaignId, input.body)),
  }),
  defineRoute({
    operationId: "discardCampaign",
    method: "DELETE",
    path: "/campaigns/:campaignId",
    summary: "Throw away a campaign that was never sent",
    policy: "campaigns.write",
    params,
    response: nothing,
    handler: async (ctx, input) => {
      await discardCampaign(ctx, input.params.campaignId);
      return {};
    },
  }),
];

const list = [
  defineRoute({
    operationId: "countAudience",
    method: "POST",
    path: "/campaigns/count-audience",
    summary: "The summary of a list that is not kept: who a filter finds, and why some get nothing",
    policy: "campaigns.read",
    body: countAudienceBody,
    response: listSummarySchema,
    handler: (ctx, { body }) => countAudience(ctx, body),
  }),
  defineRoute({
    operationId: "validateCampaign",
    method: "POST",
    path: "/campaigns/:campaignId/validate",
    summary: "Find the recipients, decide about each and freeze the list",
    policy: "campaigns.write",
    params,
    body: versionBody,
    response: campaignSchema,
    idempotency: "optional",
    handler: (ctx, input) => presented(ctx, validateCampaign(ctx, input.params.campaignId, input.body.version)),
  }),
  defineRoute({
    operationId: "listCampaignRecipients",
    method: "GET",
    path: "/campaigns/:campaignId/recipients",
    summary: "The validated list, contact by contact, with the reason of each",
    policy: "campaigns.read",
    params,
    query: recipientListQuery,
    response: recipientPageSchema,
    handler: (ctx, input) => listRecipients(ctx, input.params.campaignId, input.query),
  }),
  defineRoute({
    operationId: "findCampaignListChanges",
    method: "GET",
    path: "/campaigns/:campaignId/list-changes",
    summary: "What changed since the list was validated",
    policy: "campaigns.read",
    params,
    response: listChangesSchema,
    handler: async (ctx, input) => findListChanges(ctx, await getCampaign(ctx, input.params.campaignId)),
  }),
  defineRoute({
    operationId: "prepareConsentCampaign",
    method: "POST",
    path: "/campaigns/:campaignId/prepare-consent-campaign",
    summary: "Begin a consent campaign for those of the list who may be asked",
    policy: "campaigns.write",
    params,
    response: campaignSchema,
    status: 201,
    idempotency: "optional",
    handler: (ctx, input) => presented(ctx, prepareConsentCampaign(ctx, input.params.campaignId)),
  }),
];

const launching = [
  defineRoute({
    operationId: "launchCampaign",
    method: "POST",
    path: "/campaigns/:campaignId/launch",
    summary: "Send to the validated list; with dryRun=true only say what would happen",
    policy: "campaigns.launch",
    params,
    query: launchQuery,
    body: launchCampaignBody,
    response: launchAnswerSchema,
    idempotency: "required",
    handler: (ctx, input) =>
      launchCampaign(ctx, input.params.campaignId, { ...input.body, isDryRun: input.query.dryRun }),
  }),
  defineRoute({
    operationId: "scheduleCampaign",
    method: "POST",
    path: "/campaigns/:campaignId/schedule",
    summary: "Send to the validated list at a local time of the organisation",
    policy: "campaigns.launch",
    params,
    body: scheduleCampaignBody,
    response: campaignSchema,
    idempotency: "required",
    handler: (ctx, input) => presented(ctx, scheduleCampaign(ctx, input.params.campaignId, input.body)),
  }),
  steeringRoute("pauseCampaign", "pause", "Hold back what has not left"),
  steeringRoute("resumeCampaign", "resume", "Go on with a paused campaign"),
  steeringRoute("cancelCampaign", "cancel", "Stop for good what has not left, or call off a scheduled start"),
  defineRoute({
    operationId: "retryFailedMessages",
    method: "POST",
    path: "/campaigns/:campaignId/retry-failed",
    summary: "Let the failed messages try again; uncertain ones are not among them",
    policy: "campaigns.launch",
    params,
    response: campaignSchema,
    idempotency: "required",
    handler: (ctx, input) => presented(ctx, retryFailed(ctx, input.params.campaignId)),
  }),
  defineRoute({
    operationId: "releaseRestOfCampaign",
    method: "POST",
    path: "/campaigns/:campaignId/release-rest",
    summary: "Do not wait for what becomes of the first messages",
    policy: "campaigns.launch",
    params,
    response: campaignSchema,
    idempotency: "optional",
    handler: (ctx, input) => presented(ctx, releaseRest(ctx, input.params.campaignId)),
  }),
  defineRoute({
    operationId: "measureConsentResults",
    method: "GET",
    path: "/campaigns/:campaignId/consent-results",
    summary: "What a consent campaign brought: asked, accepted, refused, silent",
    policy: "campaigns.read",
    params,
    response: consentResultsSchema,
    handler: (ctx, input) => measureConsentResults(ctx, input.params.campaignId),
  }),
];

const filters = [
  defineRoute({
    operationId: "listSavedFilters",
    method: "GET",
    path: "/saved-audiences",
    summary: "Saved filters of recipients",
    policy: "campaigns.read",
    response: savedFiltersSchema,
    handler: (ctx) => listSavedFilters(ctx),
  }),
  defineRoute({
    operationId: "saveFilter",
    method: "POST",
    path: "/saved-audiences",
    summary: "Save a filter of recipients under a name; the same name replaces it",
    policy: "campaigns.write",
    body: saveFilterBody,
    response: savedFilterSchema,
    status: 201,
    idempotency: "optional",
    handler: (ctx, { body }) => saveFilter(ctx, body),
  }),
  defineRoute({
    operationId: "removeSavedFilter",
    method: "DELETE",
    path: "/saved-audiences/:savedFilterId",
    summary: "Remove a saved filter",
    policy: "campaigns.write",
    params: z.object({ savedFilterId: z.uuid() }),
    response: nothing,
    handler: async (ctx, input) => {
      await removeSavedFilter(ctx, input.params.savedFilterId);
      return {};
    },
  }),
];

export const campaignRoutes: RouteDefinition[] = [...writing, ...list, ...launching, ...filters];
