import { IconUserSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Campaign, Recipient } from "../../../contracts/campaigns.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterBar, type FilterField } from "../../ui/filter-bar.tsx";
import { useFilters } from "../../ui/filters.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { useAddressStates } from "../consent/consent-queries.ts";
import { campaignQuery, recipientsQuery } from "./campaign-queries.ts";
import { recipientColumns } from "./recipient-columns.tsx";

/** X22, "More details": contact by contact, with the reason of each; after a consent campaign, with the answer of each. */
export function RecipientListPage() {
  const { t } = useTranslation("campaigns");
  const { campaignId = "" } = useParams({ strict: false });
  const [filters, setFilters] = useFilters<{ search?: string; group?: string; answer?: string; cursor?: string }>();
  const campaign = useQuery(campaignQuery(campaignId)).data;
  const recipients = useQuery({ ...recipientsQuery(campaignId, filters), placeholderData: keepPreviousData });
  const states = useAddressStates(recipients.data?.items.flatMap(({ addressId }) => addressId ?? []) ?? []);
  const isOfAnswers = filters.answer !== undefined;
  return (
    <>
      <PageHeader
        title={t(isOfAnswers ? "details.answersTitle" : "details.title")}
        description={t(isOfAnswers ? "details.answersText" : "details.text")}
        back={{ to: `/campaigns/${campaignId}?step=list`, label: campaign?.name ?? t("list.title") }}
      />
      <FilterBar
        filters={filters}
        onChange={setFilters}
        searchLabel={t("details.search")}
        fields={filterFields(t, campaign)}
      />
      <DataTable<Recipient>
        label={t(isOfAnswers ? "details.answersTitle" : "details.title")}
        query={recipients}
        rowKey={(row) => row.contactId ?? row.address ?? ""}
        rowLink={(row) => (row.contactId ? `/contacts/${row.contactId}` : "")}
        cursor={filters.cursor}
        onCursor={(cursor) => setFilters({ cursor })}
        empty={
          <EmptyState icon={IconUserSearch} title={t(filters.search ? "details.nobodyFound" : "details.nobody")} />
        }
        columns={recipientColumns(t, { states, isOfAnswers })}
      />
    </>
  );
}

function filterFields(t: TFunction<"campaigns">, campaign: Campaign | undefined): FilterField[] {
  const present = campaign?.summary?.groups.map(({ group }) => group) ?? [];
  const groups = present.map((group) => ({ value: group, label: t(`groups.${group}`) }));
  const fields = [{ name: "group", label: t("details.group"), options: groups }];
  if (campaign?.kind !== "consent-request" || campaign.batchId === null) return fields;
  const answers = (["asked", "accepted", "refused", "silent"] as const).map((answer) => ({
    value: answer,
    label: t(`details.answers.${answer}`),
  }));
  return [...fields, { name: "answer", label: t("details.answer"), options: answers }];
}
