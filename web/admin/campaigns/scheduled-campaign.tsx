import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Campaign } from "../../../contracts/campaigns.ts";
import { Banner } from "../../ui/banner.tsx";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { Section } from "../../ui/section.tsx";
import { postToCampaign, useCampaignAction } from "./campaign-queries.ts";
import { SummaryBar } from "./summary-bar.tsx";

/** Waits for its time, or missed it and waits for a person. Called off, it is a validated list again. */
export function ScheduledCampaign({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation("campaigns");
  const callOff = useCampaignAction(campaign.campaignId, () => postToCampaign(campaign.campaignId, "cancel"));
  const isOverdue = campaign.state === "overdue";
  return (
    <>
      <Banner
        tone={isOverdue ? "attention" : "waiting"}
        title={t(isOverdue ? "scheduled.overdue" : "scheduled.title")}
        text={
          <>
            <DateTime at={campaign.scheduledAt} /> {isOverdue && t("scheduled.overdueText")}
          </>
        }
      />
      {campaign.summary && (
        <Section title={t("summary.title")}>
          <SummaryBar summary={campaign.summary} kind={campaign.kind} campaignId={campaign.campaignId} />
        </Section>
      )}
      <Group>
        <ConfirmButton
          question={t("scheduled.question")}
          consequence={t("scheduled.consequence")}
          confirmLabel={t("scheduled.callOff")}
          onConfirm={() => callOff.mutateAsync(undefined)}
        >
          {t("scheduled.callOff")}
        </ConfirmButton>
      </Group>
    </>
  );
}
