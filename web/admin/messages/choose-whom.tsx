import { useTranslation } from "react-i18next";
import { useFilters } from "../../ui/filters.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { Section } from "../../ui/section.tsx";
import { ContactSearch } from "../contacts/contact-search.tsx";

/** Where a message is begun without a contact: first of all somebody has to be found. */
export function ChooseWhom() {
  const { t } = useTranslation("messaging");
  const [, setFilters] = useFilters<{ contactId?: string }>();
  return (
    <>
      <PageHeader title={t("write.new")} back={{ to: "/messages", label: t("history.title") }} />
      <Section title={t("write.to")}>
        <ContactSearch
          label={t("write.whom")}
          placeholder={t("write.search")}
          nothingFound={t("write.nobody")}
          value={undefined}
          onChange={(contact) => contact && setFilters({ contactId: contact.contactId })}
        />
      </Section>
    </>
  );
}
