import { Text } from "@mantine/core";
import type { TablerIcon } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ExpiringConsent, ExpiryForecast, ExpiryWindow } from "../../../../contracts/consent-expiry.ts";
import { DataTable, type ListResult } from "../../../ui/data-table.tsx";
import { DateTime } from "../../../ui/date-time.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { FilterBar } from "../../../ui/filter-bar.tsx";
import type { useFilters } from "../../../ui/filters.ts";
import { lastMoment } from "../last-moment.ts";

const windows = ["expired", "30", "90", "365"] as const satisfies readonly ExpiryWindow[];

interface Props {
  types: ExpiryForecast["items"];
  filters: ReturnType<typeof useFilters>[0];
  setFilters: ReturnType<typeof useFilters>[1];
  query: ListResult<ExpiringConsent>;
  icon: TablerIcon;
}

export function ExpiringList({ types, filters, setFilters, query, icon }: Props) {
  const { t } = useTranslation("consent");
  return (
    <>
      <FilterBar
        filters={filters}
        onChange={setFilters}
        searchLabel={t("expiry.search")}
        fields={[
          {
            name: "typeId",
            label: t("expiry.type"),
            options: types.map(({ typeId, title }) => ({ value: typeId, label: title })),
          },
          {
            name: "window",
            label: t("expiry.window"),
            options: windows.map((value) => ({ value, label: t(`expiry.windows.${value}`) })),
          },
          {
            name: "kind",
            label: t("expiry.kind"),
            options: (["email", "phone"] as const).map((value) => ({ value, label: t(`expiry.kinds.${value}`) })),
          },
          {
            name: "askable",
            label: t("expiry.askable"),
            options: (["yes", "no"] as const).map((value) => ({ value, label: t(`expiry.askables.${value}`) })),
          },
        ]}
      />
      <DataTable<ExpiringConsent>
        label={t("expiry.list")}
        query={query}
        rowKey={(row) => row.addressId}
        rowLink={(row) => `/contacts/${row.contactId}`}
        cursor={filters.cursor as string | undefined}
        onCursor={(cursor) => setFilters({ cursor })}
        empty={<EmptyState icon={icon} title={t("expiry.none")} text={t("expiry.none-text")} />}
        columns={[
          { name: "who", label: t("expiry.who"), render: (row) => row.displayName, isTitle: true, isData: true },
          { name: "address", label: t("expiry.kind"), render: (row) => row.value, isData: true },
          {
            name: "ends",
            label: t("expiry.ends"),
            render: (row) => <DateTime at={lastMoment(row.validUntil)} isDateOnly />,
          },
          { name: "askable", label: t("expiry.can-ask"), render: (row) => <Askable row={row} /> },
        ]}
      />
    </>
  );
}

function Askable({ row }: { row: ExpiringConsent }) {
  const { t } = useTranslation("consent");
  if (row.obstacle === null) return t("expiry.possible");
  return (
    <Text component="span" size="sm" c="dimmed">
      {t(`reasons.${row.obstacle.replace("consent.", "")}`)}
    </Text>
  );
}
