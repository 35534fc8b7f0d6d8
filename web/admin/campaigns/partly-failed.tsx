import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Campaign } from "../../../contracts/campaigns.ts";
import { Banner } from "../../ui/banner.tsx";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { useCan } from "../session.ts";
import { postToCampaign, useCampaignAction } from "./campaign-queries.ts";

/** What did not get through, and what can be done: what failed tries again, what is uncertain a person looks through. */
export function PartlyFailed({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation("campaigns");
  const { failed = 0, uncertain = 0 } = campaign.progress ?? {};
  return (
    <Banner
      tone="attention"
      title={t("results.partlyFailed")}
      text={t("results.partlyFailedText")}
      action={
        <Group gap="sm">
          {failed > 0 && <RetryFailed campaign={campaign} count={failed} />}
          {uncertain > 0 && (
            <LinkButton
              to="/messages"
              search={{ batchId: campaign.batchId, outcome: "uncertain" }}
              variant="default"
              size="sm"
            >
              {t("results.chooseUncertain", { count: uncertain })}
            </LinkButton>
          )}
        </Group>
      }
    />
  );
}

function RetryFailed({ campaign, count }: { campaign: Campaign; count: number }) {
  const { t } = useTranslation("campaigns");
  const mayLaunch = useCan("campaigns.launch");
  const retry = useCampaignAction(campaign.campaignId, () => postToCampaign(campaign.campaignId, "retry-failed"));
  if (!mayLaunch) return null;
  return (
    <ConfirmButton
      size="sm"
      question={t("results.retryQuestion", { count })}
      consequence={t("results.retryConsequence")}
      confirmLabel={t("results.retry")}
      onConfirm={() => retry.mutateAsync(undefined)}
    >
      {t("results.retry")}
    </ConfirmButton>
  );
}
