import { Progress, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CampaignKind, ListSummary, SummaryGroup } from "../../../contracts/campaigns.ts";
import { CountList } from "../../ui/count-list.tsx";
import { formatNumber } from "../../ui/format.ts";
import type { Tone } from "../../ui/tones.ts";

interface Props {
  summary: ListSummary;
  kind: CampaignKind;
  /** Given, each number opens its contacts. */
  campaignId?: string;
}

const tones: Record<SummaryGroup, Tone> = {
  accepted: "good",
  askable: "good",
  "not-asked": "waiting",
  pending: "waiting",
  expired: "attention",
  refused: "bad",
  external: "quiet",
  duplicate: "quiet",
  suppressed: "bad",
  invalid: "attention",
  "not-allowed": "attention",
};

/** X21: how many of the list get it, and why the others do not. */
export function SummaryBar({ summary, kind, campaignId }: Props) {
  const { t, i18n } = useTranslation("campaigns");
  const { total, available, groups } = summary;
  const toneOf = (group: SummaryGroup) => (group === "accepted" && kind === "consent-request" ? "quiet" : tones[group]);
  const number = (value: number) => formatNumber(i18n.language, value);
  const headline = t(`summary.headline.${kind}`, {
    available: number(available),
    total: number(total),
    count: available,
  });
  const link = campaignId === undefined ? {} : { to: `/campaigns/${campaignId}/recipients` };
  return (
    <Stack gap="md">
      <Text size="lg" fw={600}>
        {headline}
      </Text>
      <Progress.Root size="xl" radius="xl">
        {groups.map(({ group, count }) => (
          <Progress.Section
            key={group}
            value={total === 0 ? 0 : (count / total) * 100}
            color={`var(--placet-${toneOf(group)}-text)`}
            aria-label={t(`groups.${group}`)}
            aria-valuetext={number(count)}
          />
        ))}
      </Progress.Root>
      <CountList
        label={t("summary.title")}
        counts={groups.map(({ group, count }) => ({
          label: t(`groups.${group}`),
          hint: t(`groupHints.${group}`),
          value: count,
          tone: toneOf(group),
          ...link,
          search: { group },
        }))}
      />
    </Stack>
  );
}
