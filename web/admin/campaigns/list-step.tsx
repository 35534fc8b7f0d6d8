import { Button, Group, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Campaign } from "../../../contracts/campaigns.ts";
import { Banner } from "../../ui/banner.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Section } from "../../ui/section.tsx";
import { postToCampaign } from "./campaign-queries.ts";
import { ConsentForecast } from "./consent-forecast.tsx";
import { SummaryBar } from "./summary-bar.tsx";

interface Props {
  campaign: Campaign;
  onDone: () => void;
  onBack: () => void;
}

/** X21 to X23: the summary of the frozen list, each number to open, and the way to ask those who were not asked. */
export function ListStep({ campaign, onDone, onBack }: Props) {
  const { t } = useTranslation("campaigns");
  if (campaign.summary === null) return null;
  const { available } = campaign.summary;
  return (
    <Stack>
      <Section
        title={t("summary.title")}
        description={
          <>
            {t("summary.frozen", { name: campaign.validatedBy ?? "" })} <DateTime at={campaign.validatedAt} />
          </>
        }
        actions={
          <LinkButton variant="default" to={`/campaigns/${campaign.campaignId}/recipients`}>
            {t("summary.details")}
          </LinkButton>
        }
      >
        <SummaryBar summary={campaign.summary} kind={campaign.kind} campaignId={campaign.campaignId} />
      </Section>
      {campaign.kind === "mailing" ? <AskFirst campaign={campaign} /> : <ConsentForecast campaign={campaign} />}
      <Group>
        <Button onClick={onDone} disabled={available === 0}>
          {t("summary.next")}
        </Button>
        <Button variant="default" onClick={onBack}>
          {t("summary.back")}
        </Button>
      </Group>
    </Stack>
  );
}

function AskFirst({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation("campaigns");
  const navigate = useNavigate();
  const prepare = useMutation({
    mutationFn: () => postToCampaign(campaign.campaignId, "prepare-consent-campaign"),
    onSuccess: ({ campaignId }) => navigate({ to: "/campaigns/$campaignId", params: { campaignId }, search: {} }),
  });
  const count = countOf(campaign, "not-asked") + countOf(campaign, "expired");
  if (count === 0) return null;
  return (
    <Stack gap="xs">
      <Banner
        tone="waiting"
        title={t("summary.askTitle", { count })}
        text={t("summary.askText")}
        action={
          <Button variant="default" onClick={() => prepare.mutate()} loading={prepare.isPending}>
            {t("summary.ask")}
          </Button>
        }
      />
      <ErrorNotice problem={prepare.error} />
    </Stack>
  );
}

function countOf(campaign: Campaign, group: string): number {
  return campaign.summary?.groups.find((one) => one.group === group)?.count ?? 0;
}
