import { Anchor } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { AuditEntry, AuditEntryPage } from "../../../contracts/audit.ts";
import { request } from "../../api-client/request.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { useFilters } from "../../ui/filters.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { subjectPath } from "./subject-path.ts";

const areas = ["campaigns", "consent", "contacts", "identity", "messaging", "senders", "templates"] as const;

export function AuditPage() {
  const { t } = useTranslation("audit");
  const [filters, setFilters] = useFilters<{ area?: string; cursor?: string }>();
  const { area, cursor } = filters;
  const search = area === undefined ? undefined : `${area}.`;
  const entries = useQuery({
    queryKey: ["audit-entries", area, cursor],
    queryFn: () => request<AuditEntryPage>("GET", "/audit-entries", { query: { search, cursor, limit: 50 } }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader title={t("title")} description={t("text")} />
      <FilterBar
        filters={filters}
        onChange={setFilters}
        fields={[
          {
            name: "area",
            label: t("search"),
            options: areas.map((name) => ({ value: name, label: t(`areas.${name}`) })),
          },
        ]}
      />
      <DataTable<AuditEntry>
        label={t("title")}
        query={entries}
        rowKey={(row) => row.entryId}
        cursor={cursor}
        onCursor={(next) => setFilters({ cursor: next })}
        empty={<EmptyState icon={IconHistory} title={t(area === undefined ? "none" : "noneFiltered")} />}
        columns={[
          { name: "what", label: t("what"), render: (row) => t(`actions.${row.action}`, row.action), isTitle: true },
          { name: "who", label: t("who"), render: (row) => <Actor entry={row} />, isData: true },
          { name: "when", label: t("when"), render: (row) => <DateTime at={row.recordedAt} /> },
          { name: "about", label: t("about"), render: (row) => <Subject entry={row} />, isInteractive: true },
        ]}
      />
    </>
  );
}

function Actor({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation("audit");
  if (entry.actorKind === "user") return entry.actorName;
  return t(`actors.${entry.actorKind}`, { name: entry.actorName ?? "" });
}

function Subject({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation("audit");
  const path = subjectPath(entry);
  if (path === undefined) return "–";
  return (
    <Anchor fz="inherit" component={Link} to={path}>
      {t("open")}
    </Anchor>
  );
}
