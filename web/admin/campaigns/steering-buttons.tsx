import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Campaign } from "../../../contracts/campaigns.ts";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { useCan } from "../session.ts";
import { postToCampaign, useCampaignAction } from "./campaign-queries.ts";

export function SteeringButtons({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation("campaigns");
  const mayLaunch = useCan("campaigns.launch");
  const steer = useCampaignAction(campaign.campaignId, (action: string) => postToCampaign(campaign.campaignId, action));
  const isRunning = campaign.state === "running";
  if (!mayLaunch || (!isRunning && campaign.state !== "paused")) return null;
  return (
    <>
      <ErrorNotice problem={steer.error} />
      <Button variant="default" loading={steer.isPending} onClick={() => steer.mutate(isRunning ? "pause" : "resume")}>
        {t(isRunning ? "steer.pause" : "steer.resume")}
      </Button>
      <ConfirmButton
        question={t("steer.question")}
        consequence={t("steer.consequence", { count: campaign.progress?.queued ?? 0 })}
        confirmLabel={t("steer.cancel")}
        isDangerous
        onConfirm={() => steer.mutateAsync("cancel")}
      >
        {t("steer.cancel")}
      </ConfirmButton>
    </>
  );
}
