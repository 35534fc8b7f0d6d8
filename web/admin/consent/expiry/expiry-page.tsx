import { Anchor, Button, Text } from "@mantine/core";
import { IconHourglassEmpty } from "@tabler/icons-react";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Campaign } from "../../../../contracts/campaigns.ts";
import type { Page } from "../../../../contracts/common.ts";
import type { ExpiringConsent, ExpiryForecast, ExpiryWindow } from "../../../../contracts/consent-expiry.ts";
import { newIdempotencyKey, request } from "../../../api-client/request.ts";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { useFilters } from "../../../ui/filters.ts";
import { NumberText } from "../../../ui/number-text.tsx";
import { PageHeader } from "../../../ui/page-header.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Section } from "../../../ui/section.tsx";
import { useCan } from "../../session.ts";
import { ExpiringList } from "./expiring-list.tsx";
import styles from "./expiry.module.css";

/** A number that was pressed leads down to it: on a phone it would change out of sight. */
const listId = "who";

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
  // What has ended already is what one comes for.
  const hasEnded = (forecast.data?.items.find((item) => item.typeId === typeId)?.expired ?? 0) > 0;
  const search = { window: hasEnded ? "expired" : "90", ...filters, typeId: typeId ?? "" };
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
            <Forecasts items={items} />
            <div id={listId} className={styles.list}>
              <ExpiringList
                types={items}
                filters={search}
                setFilters={setFilters}
                query={list}
                icon={IconHourglassEmpty}
              />
            </div>
          </>
        )}
      </QueryView>
    </>
  );
}

/** One line for each type; each number opens the list below. */
function Forecasts({ items }: { items: Forecast[] }) {
  const { t } = useTranslation("consent");
  const counted = (
    name: "expired" | "within30" | "within90" | "within365",
    window: ExpiryWindow,
  ): Column<Forecast> => ({
    name,
    label: t(`expiry.short.${window}`),
    align: "end",
    isInteractive: true,
    render: (row) => <Opening value={row[name]} typeId={row.typeId} window={window} />,
  });
  return (
    <Section title={t("expiry.forecast")} description={t("expiry.forecast-text")}>
      <DataTable<Forecast>
        label={t("expiry.forecast")}
        query={{
          data: { items, total: items.length, nextCursor: null },
          error: null,
          isPending: false,
          refetch: () => null,
        }}
        rowKey={(row) => row.typeId}
        empty={null}
        columns={[
          { name: "type", label: t("expiry.type"), render: (row) => row.title, isTitle: true, isData: true },
          counted("expired", "expired"),
          counted("within30", "30"),
          counted("within90", "90"),
          counted("within365", "365"),
          {
            name: "accepted",
            label: t("expiry.accepted"),
            align: "end",
            isInteractive: true,
            render: (row) => <InForce value={row.accepted} typeId={row.typeId} />,
          },
          { name: "renew", label: t("expiry.renewal"), render: (row) => <Renew type={row} />, isInteractive: true },
        ]}
      />
      <Text size="sm" c="dimmed" mt="sm">
        {t("expiry.renew-text")}
      </Text>
    </Section>
  );
}

function Opening({ value, typeId, window }: { value: number; typeId: string; window: ExpiryWindow }) {
  if (value === 0) return <NumberText value={0} />;
  return (
    <Anchor fz="inherit" component={Link} to="/consent-expiry" search={{ typeId, window } as never} hash={listId}>
      <NumberText value={value} />
    </Anchor>
  );
}

function InForce({ value, typeId }: { value: number; typeId: string }) {
  if (value === 0) return <NumberText value={0} />;
  return (
    <Anchor fz="inherit" component={Link} to="/consents" search={{ typeId, status: "accepted" } as never}>
      <NumberText value={value} />
    </Anchor>
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
  if (!mayWrite || type.expired + type.within30 === 0) return null;
  if (!type.allowsMass) return <Text size="sm">{t("expiry.not-by-mail")}</Text>;
  return (
    <>
      <ErrorNotice problem={renew.error} />
      <Button
        size="xs"
        variant="default"
        loading={renew.isPending}
        aria-label={`${t("expiry.renew")}: ${type.title}`}
        onClick={() => renew.mutate()}
      >
        {t("expiry.renew")}
      </Button>
    </>
  );
}
