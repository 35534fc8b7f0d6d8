import { Skeleton } from "@mantine/core";

const rows = [62, 48, 75, 55, 68, 44];

export function DataTableSkeleton({ columns }: { columns: number }) {
  return rows.map((width, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: bars without identity
    <tr key={row}>
      {Array.from({ length: columns }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars without identity
        <td key={column}>
          <Skeleton height={14} width={`${((width * (column + 3)) % 60) + 35}%`} radius="xl" />
        </td>
      ))}
    </tr>
  ));
}
