import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import styles from "./data-table.module.css";
import type { Column, DataTableProps, Selection } from "./data-table.tsx";

export function DataTableRow<Row>({ row, table }: { row: Row; table: DataTableProps<Row> }) {
  const { columns, rowKey, rowLink, selection } = table;
  const key = rowKey(row);
  return (
    <tr
      className={styles.row}
      data-link={rowLink ? true : undefined}
      data-selected={selection?.keys.has(key) || undefined}
    >
      {selection && (
        <td className={`${styles.check} ${styles.above}`}>
          <SelectRow rowId={key} selection={selection} />
        </td>
      )}
      {columns.map((column) => (
        <Cell key={column.name} column={column} row={row} link={column.isTitle ? rowLink?.(row) : undefined} />
      ))}
    </tr>
  );
}

function Cell<Row>({ column, row, link }: { column: Column<Row>; row: Row; link: string | undefined }) {
  const content = column.render(row);
  const classes = [column.align === "end" && styles.end, column.isInteractive && styles.above]
    .filter(Boolean)
    .join(" ");
  return (
    <td
      className={classes}
      data-title={column.isTitle ? true : undefined}
      data-label={column.isTitle || !column.label ? undefined : column.label}
      translate={column.isData ? "no" : undefined}
    >
      {link ? (
        <Link to={link} className={styles.rowLink}>
          {content}
        </Link>
      ) : (
        content
      )}
    </td>
  );
}

function SelectRow({ rowId, selection }: { rowId: string; selection: Selection }) {
  const { t } = useTranslation();
  const isChosen = selection.keys.has(rowId);
  const change = () => {
    const next = new Set(selection.keys);
    if (isChosen) next.delete(rowId);
    else next.add(rowId);
    selection.onChange(next);
  };
  return <Checkbox aria-label={t("common:table.selectRow")} checked={isChosen} onChange={change} />;
}
