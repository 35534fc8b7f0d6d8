import { useTranslation } from "react-i18next";
import type { Campaign } from "../../../contracts/campaigns.ts";
import { Banner } from "../../ui/banner.tsx";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { useCan } from "../session.ts";
import { postToCampaign, useCampaignAction } from "./campaign-queries.ts";

/** A large campaign on the shared sender begins with a few: what the rest waits for, and how not to wait. */
export function CanaryNotice({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation("campaigns");
  const { canary } = campaign;
  if (!canary) return null;
  if (canary.state === "failed")
    return <Banner tone="bad" isAlert title={t("canary.failed")} text={t("canary.failedText", { ...canary })} />;
  const isWatching = canary.state === "watching" && canary.decidesAt !== null;
  return (
    <Banner
      title={t(isWatching ? "canary.watching" : "canary.sending", { size: canary.size })}
      text={
        isWatching &&
        canary.decidesAt && (
          <>
            {t("canary.restAt")} <DateTime at={canary.decidesAt} />.
          </>
        )
      }
      action={<ReleaseButton campaignId={campaign.campaignId} />}
    />
  );
}

function ReleaseButton({ campaignId }: { campaignId: string }) {
  const { t } = useTranslation("campaigns");
  const mayLaunch = useCan("campaigns.launch");
  const release = useCampaignAction(campaignId, () => postToCampaign(campaignId, "release-rest"));
  if (!mayLaunch) return null;
  return (
    <ConfirmButton
      size="sm"
      question={t("canary.releaseQuestion")}
      consequence={t("canary.releaseConsequence")}
      confirmLabel={t("canary.release")}
      onConfirm={() => release.mutateAsync(undefined)}
    >
      {t("canary.release")}
    </ConfirmButton>
  );
}
