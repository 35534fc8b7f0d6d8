import { Button, Group, Radio, Stack, TagsInput, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type ContactImport,
  type ImportPeople,
  type ImportSettings,
  importPeople,
} from "../../../contracts/contact-imports.ts";
import { request } from "../../api-client/request.ts";
import { listCountries } from "../../ui/countries.ts";
import { DataField } from "../../ui/data-field.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Section } from "../../ui/section.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { ImportColumns } from "./import-columns.tsx";
import { ImportReading } from "./import-reading.tsx";
import { useChangeImport } from "./use-change-import.ts";

interface Props {
  file: ContactImport;
  onChecked: () => void;
}

/** D10: asks who these people are, and shows how the file is understood. */
export function ImportPeopleStep({ file, onChecked }: Props) {
  const { t } = useTranslation("contacts");
  const [settings, setSettings] = useState(file.settings);
  const [people, setPeople] = useState<ImportPeople | null>(file.state === "ready" ? null : file.settings.people);
  const change = useChangeImport(file.importId);
  const fieldProblem = useFieldProblem(change.error);
  const set = (some: Partial<ImportSettings>) => setSettings({ ...settings, ...some });
  const check = () => {
    if (!people) return;
    const { columns, source, country, onExisting, tags } = settings;
    change.mutate({ people, columns, source, country, onExisting, tags }, { onSuccess: onChecked });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        check();
      }}
    >
      <Section title={t("import.people.question")} description={t("import.people.consent")}>
        <Stack>
          <PeopleChoice value={people} onChange={setPeople} />
          {people && people !== "clients" && (
            <DataField
              label={t("import.people.source")}
              description={t("import.people.sourceHint")}
              required
              maxLength={300}
              maw={480}
              value={settings.source}
              error={fieldProblem("source")}
              onChange={(event) => set({ source: event.currentTarget.value })}
            />
          )}
        </Stack>
      </Section>
      <ImportColumns columns={settings.columns} onChange={(columns) => set({ columns })} />
      <Section title={t("import.options.title")}>
        <Stack maw={640}>
          <Options settings={settings} onChange={set} people={people} />
          <ImportReading file={file} />
        </Stack>
      </Section>
      <ErrorNotice problem={change.error} />
      <Group mt="md">
        <Button type="submit" disabled={!people} loading={change.isPending}>
          {t("import.people.next")}
        </Button>
        {!people && (
          <Text size="sm" c="dimmed">
            {t("import.people.first")}
          </Text>
        )}
      </Group>
    </form>
  );
}

function PeopleChoice({ value, onChange }: { value: ImportPeople | null; onChange: (people: ImportPeople) => void }) {
  const { t } = useTranslation("contacts");
  return (
    <Radio.Group
      value={value}
      onChange={(chosen) => onChange(chosen as ImportPeople)}
      aria-label={t("import.people.question")}
      maw={640}
    >
      <Stack gap="sm">
        {importPeople.map((people) => (
          <Radio
            key={people}
            value={people}
            label={<Text fw={500}>{t(`import.people.${people}`)}</Text>}
            description={t(`import.people.${people}Hint`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

interface OptionsProps {
  settings: ImportSettings;
  onChange: (some: Partial<ImportSettings>) => void;
  people: ImportPeople | null;
}

function Options({ settings, onChange, people }: OptionsProps) {
  const { t, i18n } = useTranslation("contacts");
  const tags = useQuery({
    queryKey: ["contacts", "suggestions", "tags"],
    queryFn: () => request<{ items: { value: string }[] }>("GET", "/contacts/suggestions", { query: { of: "tags" } }),
  });
  return (
    <>
      {people !== "list" && (
        <SelectField<ImportSettings["onExisting"]>
          label={t("import.options.onExisting")}
          options={[
            { value: "fill", label: t("import.options.fill") },
            { value: "replace", label: t("import.options.replace") },
          ]}
          value={settings.onExisting}
          onChange={(onExisting) => onChange({ onExisting })}
        />
      )}
      <TagsInput
        label={t("import.options.tags")}
        description={t("import.options.tagsHint")}
        translate="no"
        maxTags={10}
        data={tags.data?.items.map((tag) => tag.value) ?? []}
        value={settings.tags}
        onChange={(chosen) => onChange({ tags: chosen })}
      />
      <SelectField
        label={t("import.options.country")}
        options={listCountries(i18n.language)}
        value={settings.country}
        onChange={(country) => onChange({ country })}
      />
    </>
  );
}
