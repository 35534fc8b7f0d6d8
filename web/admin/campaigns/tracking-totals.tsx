import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { CountList } from "../../ui/count-list.tsx";
import { NumberText } from "../../ui/number-text.tsx";
import { Section } from "../../ui/section.tsx";
import { trackingTotalsQuery } from "./campaign-queries.ts";

/** Only for campaigns that were launched while opens and clicks were counted. */
export function TrackingTotals({ batchId }: { batchId: string }) {
  const { t } = useTranslation("consent-tracking");
  const { data } = useQuery(trackingTotalsQuery(batchId));
  if (!data?.isTracked) return null;
  const followed = data.links.filter((link) => link.clicks > 0);
  return (
    <Section title={t("results.title")} description={t("results.text")}>
      <Stack>
        <CountList
          label={t("results.title")}
          counts={[
            { label: t("results.opens"), value: data.opens },
            { label: t("results.clicks"), value: data.clicks, tone: "good" },
            { label: t("results.recognised"), value: data.recognised },
            { label: t("results.machines"), value: data.machines },
          ]}
        />
        {followed.length === 0 && <Text c="dimmed">{t("results.none")}</Text>}
        {followed.map((link) => (
          <Text key={link.url} size="sm" style={{ overflowWrap: "anywhere" }}>
            <NumberText value={link.clicks} /> · <span translate="no">{link.url}</span>
          </Text>
        ))}
      </Stack>
    </Section>
  );
}
