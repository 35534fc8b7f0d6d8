import { IconMessageQuestion } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Page } from "../../../../contracts/common.ts";
import type { ReasonUse } from "../../../../contracts/reason-uses.ts";
import { request } from "../../../api-client/request.ts";
import { DataTable } from "../../../ui/data-table.tsx";
import { DateTime } from "../../../ui/date-time.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import type { useFilters } from "../../../ui/filters.ts";

interface Props {
  filters: ReturnType<typeof useFilters>[0];
  setFilters: ReturnType<typeof useFilters>[1];
}

/** The single cases behind one number. */
export function ReasonUses({ filters, setFilters }: Props) {
  const { t } = useTranslation("consent");
  const uses = useQuery({
    queryKey: ["reason-uses", filters],
    queryFn: () => request<Page<ReasonUse>>("GET", "/reason-uses", { query: filters }),
    placeholderData: keepPreviousData,
  });
  return (
    <DataTable<ReasonUse>
      label={t("reason-counts.uses")}
      query={uses}
      rowKey={(row) => row.id}
      rowLink={linkOf}
      cursor={filters.cursor as string | undefined}
      onCursor={(cursor) => setFilters({ cursor })}
      empty={
        <EmptyState icon={IconMessageQuestion} title={t("reason-counts.none")} text={t("reason-counts.none-text")} />
      }
      columns={[
        {
          name: "who",
          label: t("reason-counts.person"),
          render: (row) => row.displayName ?? t("reason-counts.gone"),
          isTitle: true,
          isData: true,
        },
        { name: "kind", label: t("reason-counts.kind"), render: (row) => t(`reason-counts.kinds.${row.kind}`) },
        { name: "reason", label: t("reason-counts.reason"), render: (row) => row.reason, isData: true },
        { name: "operator", label: t("reason-counts.operator"), render: (row) => row.operator, isData: true },
        { name: "when", label: t("calls.when"), render: (row) => <DateTime at={row.at} /> },
      ]}
    />
  );
}

function linkOf(row: ReasonUse): string {
  if (row.kind === "message") return `/messages/${row.id}`;
  return row.contactId === null ? "/calls" : `/contacts/${row.contactId}`;
}
