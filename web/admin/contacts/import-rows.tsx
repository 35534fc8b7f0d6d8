import { IconListDetails } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type ContactImport, type ImportRow, importOutcomes } from "../../../contracts/contact-imports.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { type Filters, useFilters } from "../../ui/filters.ts";
import { StatusBadge } from "../../ui/status-badge.tsx";
import styles from "./import.module.css";
import { outcomeTones } from "./import-counts.tsx";
import { importRowsQuery } from "./import-queries.ts";
import { ImportRowAfter } from "./import-row-after.tsx";

interface RowFilters extends Filters {
  outcome?: string;
  only?: string;
  cursor?: string;
}

/** Each row: as it is in the file, as it is kept, what becomes of it and why. */
export function ImportRows({ file }: { file: ContactImport }) {
  const { t } = useTranslation("contacts");
  const [{ outcome, only, cursor }, setFilters] = useFilters<RowFilters>();
  const wanted = { outcome, only, cursor, limit: "50" };
  const version = `${file.state} ${JSON.stringify(file.counts)} ${JSON.stringify(file.settings.columns.map((one) => one.field))}`;
  const rows = useQuery({ ...importRowsQuery(file.importId, version, wanted), placeholderData: keepPreviousData });
  const used = file.settings.columns.filter((column) => column.field !== "ignore").map((column) => column.column);
  return (
    <section aria-label={t("import.preview.rows")}>
      <FilterBar
        filters={{ outcome, only }}
        onChange={setFilters}
        fields={[
          {
            name: "outcome",
            label: t("import.rows.outcome"),
            options: importOutcomes
              .filter((one) => file.counts[one] > 0)
              .map((value) => ({ value, label: t(`import.outcomes.${value}`) })),
          },
          {
            name: "only",
            label: t("import.rows.remarks"),
            options: [
              { value: "remarks", label: t("import.preview.remarks") },
              { value: "refusals", label: t("import.preview.refusals") },
            ],
          },
        ]}
      />
      <DataTable<ImportRow>
        label={t("import.preview.rows")}
        query={rows}
        rowKey={(row) => String(row.line)}
        cursor={cursor}
        onCursor={(next) => setFilters({ cursor: next })}
        empty={<EmptyState icon={IconListDetails} title={t("import.rows.none")} />}
        columns={[
          { name: "line", label: t("import.rows.line"), render: (row) => row.line, isTitle: true },
          {
            name: "before",
            label: t("import.rows.before"),
            isData: true,
            render: (row) => <Before row={row} used={used} />,
          },
          {
            name: "after",
            label: t("import.rows.after"),
            isData: true,
            isInteractive: true,
            render: (row) => <ImportRowAfter row={row} />,
          },
          {
            name: "outcome",
            label: t("import.rows.outcome"),
            render: (row) => (
              <StatusBadge tone={outcomeTones[row.outcome]} label={t(`import.outcomes.${row.outcome}`)} />
            ),
          },
          { name: "remarks", label: t("import.rows.remarks"), render: (row) => <Remarks row={row} /> },
        ]}
      />
    </section>
  );
}

function Before({ row, used }: { row: ImportRow; used: number[] }) {
  const cells = used.map((column) => row.cells[column] ?? "").filter((cell) => cell.trim() !== "");
  const text = (cells.length > 0 ? cells : row.cells.filter((cell) => cell.trim() !== "")).join(" · ");
  return text.length > 300 ? `${text.slice(0, 300)}…` : text || "–";
}

function Remarks({ row }: { row: ImportRow }) {
  const { t } = useTranslation("contacts");
  if (row.remarks.length === 0) return "–";
  return (
    <ul className={styles.words}>
      {row.remarks.map((remark) => (
        <li key={`${remark.code} ${remark.value}`}>{t(`problems.${remark.code}`, { value: remark.value })}</li>
      ))}
    </ul>
  );
}
