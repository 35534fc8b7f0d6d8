import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Campaign, ConsentForecast as Forecast } from "../../../contracts/campaigns.ts";
import { request } from "../../api-client/request.ts";
import { CountList } from "../../ui/count-list.tsx";
import { Section } from "../../ui/section.tsx";

/** What asking could bring, before anything is sent: a forecast from how earlier ones answered. */
export function ConsentForecast({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation("campaigns");
  const { campaignId, version } = campaign;
  const forecast = useQuery({
    queryKey: ["campaign", campaignId, "forecast", version],
    queryFn: () => request<Forecast>("GET", `/campaigns/${campaignId}/consent-forecast`),
  }).data;
  if (!forecast) return null;
  const { reachExpected, pastYesPercent, pastAsked } = forecast;
  return (
    <Section title={t("forecast.title")} description={t("forecast.text")}>
      <Stack gap="sm">
        <CountList
          label={t("forecast.title")}
          counts={[
            { label: t("forecast.reachNow"), value: forecast.reachNow },
            { label: t("forecast.askable"), value: forecast.askable, tone: "waiting" },
            ...(reachExpected === null
              ? []
              : [{ label: t("forecast.reachExpected"), value: reachExpected, tone: "good" as const }]),
            { label: t("forecast.reachAtMost"), value: forecast.reachAtMost, tone: "quiet" },
          ]}
        />
        <Text size="sm" c="dimmed">
          {pastYesPercent === null
            ? t("forecast.noBasis")
            : t("forecast.basis", { percent: pastYesPercent, count: pastAsked })}
        </Text>
      </Stack>
    </Section>
  );
}
