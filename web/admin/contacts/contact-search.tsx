import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ContactListItem, ContactPage } from "../../../contracts/contacts.ts";
import { request } from "../../api-client/request.ts";

export interface FoundContact {
  contactId: string;
  name: string;
}

interface Props {
  label: string;
  placeholder: string;
  nothingFound: string;
  /** Given when nobody may be chosen: the name of the button that takes the choice back. */
  clearLabel?: string;
  value: FoundContact | undefined;
  onChange: (contact: FoundContact | undefined) => void;
}

/** One contact, found by name, company, address or number. */
export function ContactSearch({ label, placeholder, nothingFound, clearLabel, value, onChange }: Props) {
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
      label={label}
      placeholder={placeholder}
      translate="no"
      searchable
      {...(clearLabel !== undefined && { clearable: true, clearButtonProps: { "aria-label": clearLabel } })}
      nothingFoundMessage={nothingFound}
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
