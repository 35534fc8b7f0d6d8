export { createCampaign } from "./create-campaign.ts";
export { launchCampaign } from "./launch-campaign.ts";
export { listCampaigns } from "./list-campaigns.ts";
export { prepareConsentCampaign } from "./prepare-consent-campaign.ts";
export { validateCampaign } from "./validate-campaign.ts";
