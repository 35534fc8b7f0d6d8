import { Text } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type ConsentImport, type ConsentImportRow, rowOutcomes } from "../../../../contracts/consent-exchange.ts";
import { DataTable } from "../../../ui/data-table.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { FilterBar } from "../../../ui/filter-bar.tsx";
import { type Filters, useFilters } from "../../../ui/filters.ts";
import { StatusBadge } from "../../../ui/status-badge.tsx";
import { consentListRowsQuery } from "./exchange-queries.ts";
import { outcomeTones } from "./transitions.tsx";

export interface ListFilters extends Filters {
  outcome?: string;
  fromStatus?: string;
  cursor?: string;
}

/** Each row as it is in the file, what becomes of it and what is missing. */
export function ConsentListRows({ list }: { list: ConsentImport }) {
  const { t } = useTranslation("consent-exchange");
  const [{ outcome, fromStatus, cursor }, setFilters] = useFilters<ListFilters>();
  const query = consentListRowsQuery(list, { outcome, fromStatus, cursor, limit: "50" });
  const rows = useQuery({ ...query, placeholderData: keepPreviousData });
  const present = new Set(list.transitions.map((one) => one.outcome));
  return (
    <section aria-label={t("table.title")}>
      <FilterBar
        filters={{ outcome, fromStatus }}
        onChange={setFilters}
        fields={[
          {
            name: "outcome",
            label: t("table.outcome"),
            options: rowOutcomes
              .filter((one) => present.has(one))
              .map((value) => ({ value, label: t(`outcomes.${value}`) })),
          },
        ]}
      />
      <DataTable<ConsentImportRow>
        label={t("table.title")}
        query={rows}
        rowKey={(row) => String(row.line)}
        cursor={cursor}
        onCursor={(next) => setFilters({ cursor: next })}
        empty={<EmptyState icon={IconListDetails} title={t("table.none")} />}
        columns={[
          {
            name: "address",
            label: t("table.address"),
            isTitle: true,
            isData: true,
            render: (row) => row.address || "–",
          },
          { name: "line", label: t("table.line"), align: "end", render: (row) => row.line },
          { name: "says", label: t("table.says"), isData: true, render: (row) => <Says row={row} /> },
          { name: "outcome", label: t("table.outcome"), render: (row) => <Outcome row={row} /> },
        ]}
      />
    </section>
  );
}

function Says({ row }: { row: ConsentImportRow }) {
  const text = [row.type, row.state, row.date, row.source, row.evidence].filter((one) => one !== "").join(" · ");
  return text.length > 200 ? `${text.slice(0, 200)}…` : text || "–";
}

function Outcome({ row }: { row: ConsentImportRow }) {
  const { t } = useTranslation(["consent-exchange", "consent"]);
  if (row.outcome === null) return "–";
  return (
    <div>
      <StatusBadge tone={outcomeTones[row.outcome]} label={t(`outcomes.${row.outcome}`)} />
      <Text size="xs" c="dimmed" component="div">
        {row.problem && <div>{t(`problems.${row.problem}`)}</div>}
        {row.fromStatus && row.toStatus && (
          <div>
            {t(`consent:statuses.${row.fromStatus}`)} → {t(`consent:statuses.${row.toStatus}`)}
          </div>
        )}
        {row.isUndone && <div>{t("table.undone")}</div>}
      </Text>
    </div>
  );
}
