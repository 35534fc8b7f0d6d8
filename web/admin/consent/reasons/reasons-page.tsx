import { Anchor, SegmentedControl } from "@mantine/core";
import { IconMessageQuestion } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ReasonCount } from "../../../../contracts/reason-uses.ts";
import { request } from "../../../api-client/request.ts";
import { DataTable } from "../../../ui/data-table.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { type Filters, useFilters } from "../../../ui/filters.ts";
import { NumberText } from "../../../ui/number-text.tsx";
import { PageHeader } from "../../../ui/page-header.tsx";
import { ReasonUses } from "./reason-uses.tsx";

const periods = ["30", "90"] as const;

/** Which operator stated which reason how often; each number opens its messages or calls. */
export function ReasonsPage() {
  const { t } = useTranslation("consent");
  const [filters, setFilters] = useFilters();
  const days = filters.days === "90" ? "90" : "30";
  const isOpen = filters.operator !== undefined;
  return (
    <>
      <PageHeader
        title={t("reason-counts.title")}
        description={t("reason-counts.text")}
        back={
          isOpen
            ? { to: "/settings/reasons", label: t("reason-counts.title") }
            : { to: "/settings/privacy", label: t("privacy.title") }
        }
        actions={
          <SegmentedControl
            aria-label={t("reason-counts.period")}
            value={days}
            onChange={(value) => setFilters({ days: value })}
            data={periods.map((value) => ({ value, label: t("reason-counts.last-days", { count: Number(value) }) }))}
          />
        }
      />
      {isOpen ? <ReasonUses filters={{ ...filters, days }} setFilters={setFilters} /> : <Counts days={days} />}
    </>
  );
}

function Counts({ days }: { days: string }) {
  const { t } = useTranslation("consent");
  const counts = useQuery({
    queryKey: ["reason-counts", days],
    queryFn: () => request<{ items: ReasonCount[] }>("GET", "/reason-counts", { query: { days } }),
    placeholderData: keepPreviousData,
  });
  const items = counts.data?.items;
  const cell = (row: ReasonCount, kind: "message" | "call") => (
    <Drill
      value={kind === "message" ? row.messages : row.calls}
      search={{ days, operator: row.operatorKey, reason: row.reason, kind }}
    />
  );
  return (
    <DataTable<ReasonCount>
      label={t("reason-counts.title")}
      query={{ ...counts, data: items && { items, total: items.length, nextCursor: null } }}
      rowKey={(row) => `${row.operatorKey} ${row.reason}`}
      empty={
        <EmptyState icon={IconMessageQuestion} title={t("reason-counts.none")} text={t("reason-counts.none-text")} />
      }
      columns={[
        {
          name: "operator",
          label: t("reason-counts.operator"),
          render: (row) => row.operator,
          isTitle: true,
          isData: true,
        },
        { name: "reason", label: t("reason-counts.reason"), render: (row) => row.reason, isData: true },
        {
          name: "messages",
          label: t("reason-counts.messages"),
          render: (row) => cell(row, "message"),
          align: "end",
          isInteractive: true,
        },
        {
          name: "calls",
          label: t("reason-counts.calls"),
          render: (row) => cell(row, "call"),
          align: "end",
          isInteractive: true,
        },
      ]}
    />
  );
}

function Drill({ value, search }: { value: number; search: Filters }) {
  if (value === 0) return <NumberText value={0} />;
  return (
    <Anchor fz="inherit" component={Link} to="/settings/reasons" search={search as never}>
      <NumberText value={value} />
    </Anchor>
  );
}
