import { Button, Group, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Campaign, ConsentResults } from "../../../contracts/campaigns.ts";
import { DateTime } from "../../ui/date-time.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Section } from "../../ui/section.tsx";
import { useCan } from "../session.ts";
import { postToCampaign } from "./campaign-queries.ts";

interface Props {
  campaign: Campaign;
  results: ConsentResults;
}

/** The second and last request, to those who have not answered (D6). */
export function ConsentReminder({ campaign, results }: Props) {
  const { t } = useTranslation("campaigns");
  if (results.reminder === null) return null;
  return (
    <Section title={t("reminder.title")} description={t("reminder.text")}>
      <NextStep campaign={campaign} silent={results.silent} reminder={results.reminder} />
    </Section>
  );
}

function NextStep({
  campaign,
  silent,
  reminder,
}: {
  campaign: Campaign;
  silent: number;
  reminder: NonNullable<ConsentResults["reminder"]>;
}) {
  const { t } = useTranslation("campaigns");
  const navigate = useNavigate();
  const mayWrite = useCan("campaigns.write");
  const prepare = useMutation({
    mutationFn: () => postToCampaign(campaign.campaignId, "reminder"),
    onSuccess: ({ campaignId }) =>
      navigate({ to: "/campaigns/$campaignId", params: { campaignId }, search: { step: "list" } }),
  });
  if (reminder.campaignId !== null) {
    return <LinkButton to={`/campaigns/${reminder.campaignId}`}>{t("reminder.open")}</LinkButton>;
  }
  if (silent === 0) return <Text c="dimmed">{t("reminder.none")}</Text>;
  if (!reminder.isPossible) {
    return (
      <Text c="dimmed">
        {t("reminder.from")} <DateTime at={reminder.possibleFrom} isDateOnly />
      </Text>
    );
  }
  return (
    <>
      <ErrorNotice problem={prepare.error} />
      <Group>
        <Button disabled={!mayWrite} loading={prepare.isPending} onClick={() => prepare.mutate()}>
          {t("reminder.prepare")}
        </Button>
      </Group>
    </>
  );
}
