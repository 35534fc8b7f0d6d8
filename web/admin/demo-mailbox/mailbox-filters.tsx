import { Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { SearchField } from "../../ui/search-field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import type { MailboxFilterValues } from "./demo-mailbox-page.tsx";
import { demoRecipientsQuery } from "./demo-mailbox-queries.ts";

interface Props {
  filters: MailboxFilterValues;
  onChange: (change: { [name: string]: string | undefined }) => void;
}

/** One recipient's mail, as if one looked into that person's mailbox. */
export function MailboxFilters({ filters, onChange }: Props) {
  const { t } = useTranslation("workspace");
  const { data } = useQuery(demoRecipientsQuery);
  const recipients = (data?.items ?? []).map(({ recipient, unopened }) => ({
    value: recipient,
    label: unopened === 0 ? recipient : `${recipient} (${unopened})`,
  }));
  const isKnown = recipients.some(({ value }) => value === filters.recipient);
  const missing = filters.recipient && !isKnown ? [{ value: filters.recipient, label: filters.recipient }] : [];
  return (
    <Group mb="md" gap="sm">
      <SearchField
        label={t("demo-mailbox.search")}
        value={filters.search}
        onChange={(search) => onChange({ search, mail: undefined })}
      />
      <SelectField
        aria-label={t("demo-mailbox.recipients")}
        translate="no"
        w={{ base: "100%", sm: 320 }}
        options={[{ value: "", label: t("demo-mailbox.all-recipients") }, ...missing, ...recipients]}
        value={filters.recipient ?? ""}
        onChange={(recipient) => onChange({ recipient: recipient || undefined, mail: undefined })}
      />
    </Group>
  );
}
