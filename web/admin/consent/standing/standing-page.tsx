import { IconShieldCheck } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type {
  StandingConsent,
  StandingPage as StandingList,
  standings,
} from "../../../../contracts/consent-standing.ts";
import { request } from "../../../api-client/request.ts";
import { DataTable } from "../../../ui/data-table.tsx";
import { DateTime } from "../../../ui/date-time.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { FilterBar } from "../../../ui/filter-bar.tsx";
import { type Filters, useFilters } from "../../../ui/filters.ts";
import { PageHeader } from "../../../ui/page-header.tsx";
import { consentTypesQuery } from "../consent-queries.ts";
import { ConsentBadge } from "../consent-status.tsx";
import { lastMoment } from "../last-moment.ts";

const statuses = ["accepted", "pending", "expired", "refused", "withdrawn"] as const satisfies typeof standings;

/** The people behind the numbers: who accepted, who has not answered, who said no. */
export function StandingPage() {
  const { t } = useTranslation("consent");
  const [given, setFilters] = useFilters();
  const types = useQuery(consentTypesQuery).data?.items.filter(({ isArchived }) => !isArchived) ?? [];
  const typeId = given.typeId ?? types.find(({ isMain }) => isMain)?.typeId;
  const filters: Filters = { ...given, status: given.status ?? "accepted", ...(typeId !== undefined && { typeId }) };
  const list = useQuery({
    queryKey: ["consent", "standing", filters],
    queryFn: () => request<StandingList>("GET", "/consents", { query: filters }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader title={t("standing.title")} description={t("standing.text")} />
      <FilterBar
        filters={filters}
        onChange={setFilters}
        searchLabel={t("expiry.search")}
        fields={[
          {
            name: "typeId",
            label: t("expiry.type"),
            options: types.map(({ typeId: value, title }) => ({ value, label: title })),
          },
          {
            name: "status",
            label: t("standing.status"),
            options: statuses.map((value) => ({ value, label: t(`statuses.${value}`) })),
          },
        ]}
      />
      <DataTable<StandingConsent>
        label={t("standing.title")}
        query={list}
        rowKey={(row) => row.addressId}
        rowLink={(row) => `/contacts/${row.contactId}`}
        cursor={filters.cursor as string | undefined}
        onCursor={(cursor) => setFilters({ cursor })}
        empty={<EmptyState icon={IconShieldCheck} title={t("standing.none")} text={t("standing.none-text")} />}
        columns={[
          { name: "who", label: t("expiry.who"), render: (row) => row.displayName, isTitle: true, isData: true },
          { name: "address", label: t("expiry.kind"), render: (row) => row.value, isData: true },
          { name: "status", label: t("standing.status"), render: (row) => <ConsentBadge status={row.status} /> },
          { name: "since", label: t("standing.since"), render: (row) => <DateTime at={row.since} isDateOnly /> },
          {
            name: "ends",
            label: t("expiry.ends"),
            render: (row) => row.validUntil && <DateTime at={lastMoment(row.validUntil)} isDateOnly />,
          },
        ]}
      />
    </>
  );
}
