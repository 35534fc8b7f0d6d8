import { Checkbox, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Page } from "../../contracts/common.ts";
import styles from "./data-table.module.css";
import { DataTableFooter } from "./data-table-footer.tsx";
import { DataTableHead } from "./data-table-head.tsx";
import { DataTableRow } from "./data-table-row.tsx";
import { DataTableSkeleton } from "./data-table-skeleton.tsx";
import { ErrorNotice } from "./error-notice.tsx";

export interface Column<Row> {
  name: string;
  label: string;
  render: (row: Row) => ReactNode;
  /** Carries the row's link; first line of the card on a narrow screen. One per table. */
  isTitle?: boolean;
  /** What people typed (names, e-mails): browsers must not translate it. */
  isData?: boolean;
  isSortable?: boolean;
  /** Numbers stand at the end. */
  align?: "start" | "end";
  /** Holds buttons or links of its own, which must stay above the row's link. */
  isInteractive?: boolean;
}

export interface Sort {
  by: string;
  direction: "asc" | "desc";
}

export interface Selection {
  keys: ReadonlySet<string>;
  onChange: (keys: ReadonlySet<string>) => void;
}

/** What `useQuery` gives for a list. */
export interface ListResult<Row> {
  data: Page<Row> | undefined;
  error: unknown;
  isPending: boolean;
  isPlaceholderData?: boolean;
  refetch: () => unknown;
}

export interface DataTableProps<Row> {
  /** Names the table for who cannot see it. */
  label: string;
  query: ListResult<Row>;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  rowLink?: (row: Row) => string;
  /** Shown instead of an empty table. */
  empty: ReactNode;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  selection?: Selection;
  cursor?: string | undefined;
  onCursor?: (cursor: string | undefined) => void;
}

/** A list of the API: cards on a narrow screen, skeleton while loading, a next step when empty. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { t } = useTranslation();
  const { query, columns, selection } = props;
  if (query.error && !query.data) return <ErrorNotice problem={query.error} onRetry={() => void query.refetch()} />;
  const rows = query.data?.items;
  if (isEmpty(props)) return <div className={styles.frame}>{props.empty}</div>;
  return (
    <div className={styles.frame} aria-busy={query.isPending || query.isPlaceholderData === true}>
      <div className={styles.scroll}>
        <table className={`${styles.table} ${query.isPlaceholderData ? styles.stale : ""}`}>
          <caption>
            <VisuallyHidden>{props.label}</VisuallyHidden>
          </caption>
          <DataTableHead
            columns={columns}
            sort={props.sort}
            onSort={props.onSort}
            select={selection && <SelectAll {...props} selection={selection} rows={rows ?? []} />}
          />
          <tbody>
            {rows?.map((row) => <DataTableRow key={props.rowKey(row)} row={row} table={props} />) ?? (
              <DataTableSkeleton columns={columns.length + (selection ? 1 : 0)} />
            )}
          </tbody>
        </table>
      </div>
      {query.isPending && <VisuallyHidden role="status">{t("common:loading")}</VisuallyHidden>}
      <DataTableFooter page={query.data} cursor={props.cursor} onCursor={props.onCursor} />
    </div>
  );
}

function isEmpty<Row>({ query, cursor }: DataTableProps<Row>): boolean {
  return query.data?.items.length === 0 && cursor === undefined;
}

function SelectAll<Row>({ rows, rowKey, selection }: DataTableProps<Row> & { rows: Row[]; selection: Selection }) {
  const { t } = useTranslation();
  const keys = rows.map(rowKey);
  const chosen = keys.filter((key) => selection.keys.has(key));
  const isAll = keys.length > 0 && chosen.length === keys.length;
  const change = () => {
    const next = new Set(selection.keys);
    for (const key of keys) isAll ? next.delete(key) : next.add(key);
    selection.onChange(next);
  };
  return (
    <Checkbox
      aria-label={t("common:table.selectAll")}
      checked={isAll}
      indeterminate={chosen.length > 0 && !isAll}
      onChange={change}
    />
  );
}
