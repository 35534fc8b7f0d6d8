import { Button, Group, Stack, Text } from "@mantine/core";
import { IconHourglassEmpty } from "@tabler/icons-react";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Campaign } from "../../../../contracts/campaigns.ts";
import type { Page } from "../../../../contracts/common.ts";
import type { ExpiringConsent, ExpiryForecast } from "../../../../contracts/consent-expiry.ts";
import { newIdempotencyKey, request } from "../../../api-client/request.ts";
import { CountList } from "../../../ui/count-list.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { useFilters } from "../../../ui/filters.ts";
import { PageHeader } from "../../../ui/page-header.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Section } from "../../../ui/section.tsx";
import { useCan } from "../../session.ts";
import { ExpiringList } from "./expiring-list.tsx";

type Forecast = ExpiryForecast["items"][number];

/** How many consents end, whose, and the one step that asks them anew (D6, D7). */
export function ExpiryPage() {
  const { t } = useTranslation("consent");
  const [filters, setFilters] = useFilters();
  const forecast = useQuery({
    queryKey: ["consent", "expiry"],
    queryFn: () => request<ExpiryForecast>("GET", "/consent-expiry"),
  });
  const typeId = (filters.typeId as string | undefined) ?? forecast.data?.items[0]?.typeId;
  const search = { ...filters, typeId: typeId ?? "" };
  const list = useQuery({
    queryKey: ["consent", "expiry", search],
    queryFn: () => request<Page<ExpiringConsent>>("GET", "/consent-expiry/addresses", { query: search }),
    enabled: typeId !== undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader title={t("expiry.title")} description={t("expiry.text")} />
      <QueryView query={forecast}>
        {({ items }) => (
          <>
            {items.map((type) => (
              <TypeForecast key={type.typeId} type={type} />
            ))}
            <ExpiringList
              types={items}
              filters={search}
              setFilters={setFilters}
              query={list}
              icon={IconHourglassEmpty}
            />
          </>
        )}
      </QueryView>
    </>
  );
}

function TypeForecast({ type }: { type: Forecast }) {
  const { t } = useTranslation("consent");
  const to = (window: string) => ({ to: "/consent-expiry", search: { typeId: type.typeId, window } });
  return (
    <Section title={type.title} description={t("expiry.forecast-text")}>
      <Stack>
        <CountList
          label={`${t("expiry.forecast")}: ${type.title}`}
          counts={[
            { label: t("expiry.windows.expired"), value: type.expired, tone: "bad", ...to("expired") },
            { label: t("expiry.windows.30"), value: type.within30, tone: "attention", ...to("30") },
            { label: t("expiry.windows.90"), value: type.within90, tone: "waiting", ...to("90") },
            { label: t("expiry.windows.365"), value: type.within365, tone: "quiet", ...to("365") },
            { label: t("expiry.accepted"), value: type.accepted, tone: "good" },
            { label: t("expiry.endless"), value: type.endless, tone: "quiet" },
          ]}
        />
        {type.expired + type.within30 > 0 && <Renew type={type} />}
      </Stack>
    </Section>
  );
}

function Renew({ type }: { type: Forecast }) {
  const { t } = useTranslation("consent");
  const navigate = useNavigate();
  const mayWrite = useCan("campaigns.write");
  const renew = useMutation({
    mutationFn: () =>
      request<Campaign>("POST", "/consent-renewals", {
        body: { typeId: type.typeId },
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: ({ campaignId }) =>
      navigate({ to: "/campaigns/$campaignId", params: { campaignId }, search: { step: "list" } }),
  });
  if (!mayWrite) return null;
  if (!type.allowsMass) return <Text c="dimmed">{t("expiry.not-by-mail")}</Text>;
  return (
    <>
      <ErrorNotice problem={renew.error} />
      <Group>
        <Button loading={renew.isPending} onClick={() => renew.mutate()}>
          {t("expiry.renew")}
        </Button>
        <Text size="sm" c="dimmed" flex="1 1 16rem">
          {t("expiry.renew-text")}
        </Text>
      </Group>
    </>
  );
}
