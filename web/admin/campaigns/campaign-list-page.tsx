import { IconMailForward } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { CampaignListItem } from "../../../contracts/campaigns.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { useFilters } from "../../ui/filters.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { useCan } from "../session.ts";
import { campaignsQuery } from "./campaign-queries.ts";
import { CampaignStatus } from "./campaign-status.tsx";

export function CampaignListPage() {
  const { t } = useTranslation("campaigns");
  const [filters, setFilters] = useFilters<{ search?: string; kind?: string; cursor?: string }>();
  const campaigns = useQuery({ ...campaignsQuery(filters), placeholderData: keepPreviousData });
  const mayWrite = useCan("campaigns.write");
  const add = mayWrite && <LinkButton to="/campaigns/new">{t("list.add")}</LinkButton>;
  const kinds = (["mailing", "consent-request"] as const).map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }));
  const isSearching = filters.search !== undefined || filters.kind !== undefined;
  return (
    <>
      <PageHeader title={t("list.title")} description={t("list.text")} actions={add} />
      <FilterBar
        filters={filters}
        onChange={setFilters}
        searchLabel={t("list.search")}
        fields={[{ name: "kind", label: t("list.kind"), options: kinds }]}
      />
      <DataTable<CampaignListItem>
        label={t("list.title")}
        query={campaigns}
        rowKey={(row) => row.campaignId}
        rowLink={(row) => `/campaigns/${row.campaignId}`}
        cursor={filters.cursor}
        onCursor={(cursor) => setFilters({ cursor })}
        empty={
          isSearching ? (
            <EmptyState icon={IconMailForward} title={t("list.nothingFound")} />
          ) : (
            <EmptyState icon={IconMailForward} title={t("list.empty")} text={t("list.emptyText")} action={add} />
          )
        }
        columns={[
          { name: "name", label: t("list.name"), render: (row) => row.name, isTitle: true, isData: true },
          { name: "kind", label: t("list.kind"), render: (row) => t(`kinds.${row.kind}`) },
          { name: "state", label: t("list.state"), render: (row) => <CampaignStatus state={row.state} /> },
          { name: "sent", label: t("list.sent"), render: (row) => <Sent row={row} />, align: "end" },
          {
            name: "when",
            label: t("list.when"),
            render: (row) => <DateTime at={row.launchedAt ?? row.scheduledAt ?? row.updatedAt} isRelative />,
          },
        ]}
      />
    </>
  );
}

function Sent({ row }: { row: CampaignListItem }) {
  const { t } = useTranslation("campaigns");
  return row.progress ? t("list.sentOf", { sent: row.progress.accepted, total: row.progress.total }) : "–";
}
