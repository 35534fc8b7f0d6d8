import { UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./data-table.module.css";
import type { Column, Sort } from "./data-table.tsx";

interface HeadProps<Row> {
  columns: readonly Column<Row>[];
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
  select: ReactNode;
}

export function DataTableHead<Row>({ columns, sort, onSort, select }: HeadProps<Row>) {
  return (
    <thead>
      <tr>
        {select && <th className={styles.check}>{select}</th>}
        {columns.map((column) => {
          const direction = sort?.by === column.name ? sort.direction : undefined;
          return (
            <th
              key={column.name}
              scope="col"
              className={column.align === "end" ? styles.end : undefined}
              aria-sort={direction && ariaSort[direction]}
            >
              {column.isSortable && onSort ? (
                <UnstyledButton
                  className={styles.sort}
                  onClick={() => onSort({ by: column.name, direction: direction === "asc" ? "desc" : "asc" })}
                >
                  {column.label}
                  <SortIcon direction={direction} />
                </UnstyledButton>
              ) : (
                column.label
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

const ariaSort = { asc: "ascending", desc: "descending" } as const;

function SortIcon({ direction }: { direction: Sort["direction"] | undefined }) {
  if (direction === "asc") return <IconArrowUp size={15} aria-hidden />;
  if (direction === "desc") return <IconArrowDown size={15} aria-hidden />;
  return <IconArrowsSort size={15} aria-hidden />;
}
