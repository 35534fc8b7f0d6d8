import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactListItem, ContactPage } from "../../../contracts/contacts.ts";
import { request } from "../../api-client/request.ts";

export interface PreviewContact {
  contactId: string;
  name: string;
}

interface Props {
  value: PreviewContact | undefined;
  onChange: (contact: PreviewContact | undefined) => void;
}

/** Whose values the preview shows: somebody found by name, or nobody's, which are the examples. */
export function ContactChoice({ value, onChange }: Props) {
  const { t } = useTranslation("templates");
  const [search, setSearch] = useState("");
  const [wanted] = useDebouncedValue(search, 300);
  const found = useQuery({
    queryKey: ["contacts", "choice", wanted],
    queryFn: () => request<ContactPage>("GET", "/contacts", { query: { search: wanted, limit: 20 } }),
    placeholderData: keepPreviousData,
  });
  const options = (found.data?.items ?? []).map(optionOf);
  const chosen = value && !options.some((option) => option.value === value.contactId);
  return (
    <Select
      label={t("preview.contact")}
      placeholder={t("preview.withExamples")}
      translate="no"
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("preview.withExamples") }}
      nothingFoundMessage={t("preview.nobody")}
      // The server has searched already, in more than the names.
      filter={({ options: all }) => all}
      data={chosen ? [...options, { value: value.contactId, label: value.name }] : options}
      value={value?.contactId ?? null}
      searchValue={search}
      onSearchChange={setSearch}
      onChange={(contactId, option) => onChange(contactId ? { contactId, name: option?.label ?? "" } : undefined)}
    />
  );
}

function optionOf({ contactId, displayName, company }: ContactListItem) {
  return { value: contactId, label: displayName || company };
}
