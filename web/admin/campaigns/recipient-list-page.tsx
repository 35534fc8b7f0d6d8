import { Group } from "@mantine/core";
import { IconUserSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Recipient } from "../../../contracts/campaigns.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { useFilters } from "../../ui/filters.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { AddressConsent } from "../consent/address-consent.tsx";
import { useAddressStates } from "../consent/consent-queries.ts";
import { campaignQuery, recipientsQuery } from "./campaign-queries.ts";

/** X22, "More details": contact by contact, with the reason of each. */
export function RecipientListPage() {
  const { t } = useTranslation("campaigns");
  const { campaignId = "" } = useParams({ strict: false });
  const [filters, setFilters] = useFilters<{ search?: string; group?: string; cursor?: string }>();
  const campaign = useQuery(campaignQuery(campaignId)).data;
  const recipients = useQuery({ ...recipientsQuery(campaignId, filters), placeholderData: keepPreviousData });
  const states = useAddressStates(recipients.data?.items.flatMap(({ addressId }) => addressId ?? []) ?? []);
  const present = campaign?.summary?.groups.map(({ group }) => group) ?? [];
  return (
    <>
      <PageHeader
        title={t("details.title")}
        description={t("details.text")}
        back={{ to: `/campaigns/${campaignId}?step=list`, label: campaign?.name ?? t("list.title") }}
      />
      <FilterBar
        filters={filters}
        onChange={setFilters}
        searchLabel={t("details.search")}
        fields={[
          {
            name: "group",
            label: t("details.group"),
            options: present.map((group) => ({ value: group, label: t(`groups.${group}`) })),
          },
        ]}
      />
      <DataTable<Recipient>
        label={t("details.title")}
        query={recipients}
        rowKey={(row) => row.contactId ?? row.address ?? ""}
        rowLink={(row) => (row.contactId ? `/contacts/${row.contactId}` : "")}
        cursor={filters.cursor}
        onCursor={(cursor) => setFilters({ cursor })}
        empty={<EmptyState icon={IconUserSearch} title={t("details.nobody")} />}
        columns={[
          {
            name: "name",
            label: t("details.name"),
            render: (row) => row.displayName || row.address || "–",
            isTitle: true,
            isData: true,
          },
          { name: "company", label: t("details.company"), render: (row) => row.company, isData: true },
          {
            name: "address",
            label: t("details.address"),
            render: (row) => <Address recipient={row} states={states} />,
            isData: true,
            isInteractive: true,
          },
          { name: "group", label: t("details.group"), render: (row) => t(`groups.${row.group}`) },
          {
            name: "reason",
            label: t("details.reason"),
            render: (row) => (row.reason ? t(`reasons.${row.reason.replace(".", "-")}`) : t("reasons.none")),
          },
        ]}
      />
    </>
  );
}

/** X4, X5: the consent icon stands after the address here too. */
function Address({ recipient, states }: { recipient: Recipient; states: ReturnType<typeof useAddressStates> }) {
  const { address, addressId } = recipient;
  if (address === null || addressId === null) return address ?? "–";
  return (
    <Group gap={4} wrap="nowrap">
      <span style={{ overflowWrap: "anywhere" }}>{address}</span>
      <AddressConsent addressId={addressId} value={address} state={states.get(addressId) ?? "loading"} />
    </Group>
  );
}
