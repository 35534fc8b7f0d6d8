import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Campaign } from "../../../contracts/campaigns.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { campaignQuery } from "./campaign-queries.ts";
import { CampaignResults } from "./campaign-results.tsx";
import { CampaignStatus } from "./campaign-status.tsx";
import { CampaignSteps } from "./campaign-steps.tsx";
import { DiscardCampaign } from "./discard-campaign.tsx";
import { ScheduledCampaign } from "./scheduled-campaign.tsx";

export function CampaignPage() {
  const { campaignId = "" } = useParams({ strict: false });
  const campaign = useQuery(campaignQuery(campaignId));
  return <QueryView query={campaign}>{(found) => <CampaignView campaign={found} />}</QueryView>;
}

function CampaignView({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation("campaigns");
  const isEditable = campaign.state === "draft" || campaign.state === "validated";
  return (
    <>
      <PageHeader
        title={campaign.name}
        titleIsData
        description={t(`kinds.${campaign.kind}`)}
        back={{ to: "/campaigns", label: t("list.title") }}
        badge={<CampaignStatus state={campaign.state} />}
        actions={isEditable && <DiscardCampaign campaign={campaign} />}
      />
      <CampaignBody campaign={campaign} isEditable={isEditable} />
    </>
  );
}

function CampaignBody({ campaign, isEditable }: { campaign: Campaign; isEditable: boolean }) {
  if (isEditable) return <CampaignSteps campaign={campaign} />;
  if (campaign.state === "scheduled" || campaign.state === "overdue") return <ScheduledCampaign campaign={campaign} />;
  return <CampaignResults campaign={campaign} />;
}
