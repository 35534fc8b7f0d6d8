import { Group, Text } from "@mantine/core";
import { IconAddressBook } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { ContactListItem } from "../../../contracts/contacts.ts";
import { DataTable, type Sort } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { type Filters, useFilters } from "../../ui/filters.ts";
import { HelpHint } from "../../ui/help-hint.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { useAddressStates } from "../consent/consent-queries.ts";
import { useCan } from "../session.ts";
import { AddressLines } from "./address-lines.tsx";
import { kindChoices, statusChoices } from "./contact-choices.ts";
import { contactsQuery, suggestionsQuery } from "./contact-queries.ts";
import { ExportButton } from "./export-button.tsx";

export function ContactListPage() {
  const { t } = useTranslation("contacts");
  const [filters, setFilters] = useFilters();
  const contacts = useQuery({ ...contactsQuery(filters), placeholderData: keepPreviousData });
  const states = useAddressStates(
    contacts.data?.items.flatMap(({ addresses }) => addresses.map(({ addressId }) => addressId)) ?? [],
  );
  useJump(contacts.data?.jumpTo ?? onlyHolder(filters, contacts.data?.items));
  return (
    <>
      <PageHeader title={t("list.title")} description={t("list.text")} actions={<ListActions filters={filters} />} />
      <ContactFilters filters={filters} setFilters={setFilters} address={addressOf(filters, contacts.data?.items)} />
      <DataTable<ContactListItem>
        label={t("list.title")}
        query={contacts}
        rowKey={(row) => row.contactId}
        rowLink={(row) => `/contacts/${row.contactId}`}
        cursor={filters.cursor as string | undefined}
        onCursor={(cursor) => setFilters({ cursor })}
        sort={readSort(filters.sort)}
        onSort={({ by, direction }) => setFilters({ sort: direction === "desc" ? `-${by}` : by })}
        empty={<NobodyYet isFiltered={Object.keys(filters).length > 0} />}
        columns={[
          {
            name: "name",
            label: t("fields.name"),
            render: (row) => row.displayName,
            isTitle: true,
            isData: true,
            isSortable: true,
          },
          {
            name: "addresses",
            label: t("fields.addresses"),
            render: (row) => <AddressLines addresses={row.addresses} states={states} />,
            isData: true,
            isInteractive: true,
          },
          { name: "city", label: t("fields.city"), render: (row) => row.city || "–", isData: true, isSortable: true },
          { name: "kind", label: t("fields.kind"), render: (row) => t(`kinds.${row.kind}`) },
          { name: "status", label: t("fields.status"), render: (row) => t(`statuses.${row.status}`) },
          {
            name: "number",
            label: t("fields.number"),
            render: (row) => row.contactNumber,
            align: "end",
            isSortable: true,
          },
        ]}
      />
    </>
  );
}

/** Whoever comes with one address wants the person, and several people have to be told apart. */
function onlyHolder({ addressId, ...others }: Filters, items: ContactListItem[] | undefined): string | null {
  const isOnlyThat = addressId !== undefined && Object.keys(others).length === 0;
  const [holder, another] = items ?? [];
  return isOnlyThat && holder?.addresses.some((one) => one.addressId === addressId) && !another
    ? holder.contactId
    : null;
}

function addressOf({ addressId }: Filters, items: ContactListItem[] = []): string | undefined {
  return items.flatMap(({ addresses }) => addresses).find((one) => one.addressId === addressId)?.shown;
}

/** D12: `//12` found exactly this contact. */
function useJump(contactId: string | null): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (contactId) void navigate({ to: "/contacts/$contactId", params: { contactId }, replace: true });
  }, [contactId, navigate]);
}

function readSort(sort: Filters[string]): Sort {
  const given = typeof sort === "string" ? sort : "name";
  return given.startsWith("-") ? { by: given.slice(1), direction: "desc" } : { by: given, direction: "asc" };
}

function ListActions({ filters }: { filters: Filters }) {
  const { t } = useTranslation("contacts");
  return (
    <>
      {useCan("contacts.export") && <ExportButton filters={filters} />}
      {useCan("contacts.import") && (
        <LinkButton to="/contacts/import" variant="default">
          {t("list.import")}
        </LinkButton>
      )}
      {useCan("contacts.write") && <LinkButton to="/contacts/new">{t("list.add")}</LinkButton>}
    </>
  );
}

function NobodyYet({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation("contacts");
  if (isFiltered)
    return <EmptyState icon={IconAddressBook} title={t("list.nothingFound")} text={t("list.nothingFoundText")} />;
  const next = (
    <Group justify="center">
      <LinkButton to="/contacts/import">{t("list.import")}</LinkButton>
      <LinkButton to="/contacts/new" variant="default">
        {t("list.add")}
      </LinkButton>
    </Group>
  );
  return <EmptyState icon={IconAddressBook} title={t("list.empty")} text={t("list.emptyText")} action={next} />;
}

interface FiltersProps {
  filters: Filters;
  setFilters: (change: Filters) => void;
  /** Which is looked for, in a form for reading. */
  address: string | undefined;
}

function ContactFilters({ filters, setFilters, address }: FiltersProps) {
  const { t } = useTranslation("contacts");
  const tags = useQuery(suggestionsQuery("tags")).data?.items ?? [];
  return (
    <FilterBar
      filters={filters}
      onChange={setFilters}
      searchLabel={t("list.search")}
      fields={[
        {
          name: "kind",
          label: t("fields.kind"),
          options: kindChoices.map((value) => ({ value, label: t(`kinds.${value}`) })),
        },
        {
          name: "status",
          label: t("fields.status"),
          options: statusChoices.map((value) => ({ value, label: t(`statuses.${value}`) })),
        },
        ...(tags.length > 0
          ? [
              {
                name: "tag",
                label: t("fields.tags"),
                options: tags.map(({ value }) => ({ value, label: value })),
                isMultiple: true,
              },
            ]
          : []),
        ...(typeof filters.addressId === "string" && address
          ? [
              {
                name: "addressId",
                label: t("fields.addresses"),
                options: [{ value: filters.addressId, label: address }],
              },
            ]
          : []),
      ]}
    >
      <HelpHint about={t("list.searchHelp")}>
        <Text size="sm" style={{ whiteSpace: "pre-line" }}>
          {t("list.searchHelpText")}
        </Text>
      </HelpHint>
    </FilterBar>
  );
}
