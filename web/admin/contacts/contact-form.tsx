import { SimpleGrid, Stack, TagsInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Contact, CreateContactInput } from "../../../contracts/contacts.ts";
import { languages } from "../../../contracts/languages.ts";
import { DataArea, DataField } from "../../ui/data-field.tsx";
import { languageNames } from "../../ui/languages.ts";
import { Section } from "../../ui/section.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { kindChoices, statusChoices } from "./contact-choices.ts";
import { contactCheckQuery, suggestionsQuery } from "./contact-queries.ts";

export type ContactDraft = Omit<CreateContactInput, "addresses">;

export const emptyDraft: ContactDraft = {
  kind: "client",
  status: "nc",
  civility: "",
  lastName: "",
  firstName: "",
  company: "",
  addressLine1: "",
  addressLine2: "",
  postcode: "",
  city: "",
  country: "",
  language: null,
  tags: [],
  notes: "",
};

export function draftOf(contact: Contact): ContactDraft {
  return Object.fromEntries(
    Object.keys(emptyDraft).map((name) => [name, contact[name as keyof ContactDraft]]),
  ) as ContactDraft;
}

interface Props {
  draft: ContactDraft;
  onChange: (draft: ContactDraft) => void;
  fieldProblem: (field: string) => string | undefined;
}

type TextName = { [Name in keyof ContactDraft]: ContactDraft[Name] extends string ? Name : never }[keyof ContactDraft];

const noLanguage = "unknown";

/** Names and city are put into form when saved (X74, X75); how they will be kept stands below while one types. */
export function ContactFields({ draft, onChange, fieldProblem }: Props) {
  const { t } = useTranslation("contacts");
  const change = (some: Partial<ContactDraft>) => onChange({ ...draft, ...some });
  const kept = useKeptForm(draft);
  const text = (name: TextName, keptAs?: string) => (
    <DataField
      label={t(`fields.${name}`)}
      value={draft[name]}
      error={fieldProblem(name)}
      {...(keptAs !== undefined && keptAs !== draft[name] && { description: t("form.keptAs", { value: keptAs }) })}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  const tags = useQuery(suggestionsQuery("tags")).data?.items.map(({ value }) => value) ?? [];
  return (
    <>
      <Section title={t("form.who")}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} maw={720}>
          <SelectField
            label={t("fields.kind")}
            options={kindChoices.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            value={draft.kind}
            onChange={(kind) => change({ kind })}
          />
          <SelectField
            label={t("fields.status")}
            options={statusChoices.map((value) => ({
              value,
              label: t(value === "nc" ? "ncInFull" : `statuses.${value}`),
            }))}
            value={draft.status}
            onChange={(status) => change({ status })}
          />
          {text("lastName", kept?.lastName)}
          {text("firstName", kept?.firstName)}
          {text("company")}
          {text("civility")}
        </SimpleGrid>
      </Section>
      <Section title={t("form.where")}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} maw={720}>
          {text("addressLine1")}
          {text("addressLine2")}
          {text("postcode")}
          {text("city", kept?.city)}
          {text("country")}
          <SelectField
            label={t("fields.language")}
            options={[
              { value: noLanguage, label: t("form.noLanguage") },
              ...languages.map((value) => ({ value, label: languageNames[value] })),
            ]}
            value={draft.language ?? noLanguage}
            onChange={(language) =>
              change({ language: language === noLanguage ? null : (language as ContactDraft["language"]) })
            }
          />
        </SimpleGrid>
      </Section>
      <Section title={t("form.more")}>
        <Stack maw={720}>
          <TagsInput
            label={t("fields.tags")}
            translate="no"
            data={tags}
            value={draft.tags}
            onChange={(next) => change({ tags: next })}
          />
          <DataArea
            label={t("fields.notes")}
            value={draft.notes}
            onChange={(event) => change({ notes: event.currentTarget.value })}
          />
        </Stack>
      </Section>
    </>
  );
}

function useKeptForm({ lastName, firstName, city }: ContactDraft) {
  const [settled] = useDebouncedValue({ lastName, firstName, city, addresses: [] }, 400);
  const isEmpty = settled.lastName + settled.firstName + settled.city === "";
  return useQuery({ ...contactCheckQuery(settled), enabled: !isEmpty, placeholderData: (before) => before }).data;
}
