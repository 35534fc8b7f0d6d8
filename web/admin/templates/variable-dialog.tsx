import { Button, Group, Modal, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "../../../contracts/languages.ts";
import { normaliseName } from "../../../contracts/merge-names.ts";
import { listVariables, type TemplateKind, type TemplateVariable } from "../../../contracts/template-variables.ts";
import { DataField } from "../../ui/data-field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import styles from "./content-editor.module.css";

export type Insertion =
  | { kind: "value"; token: string }
  | { kind: "link"; token: string; words: string }
  | { kind: "section"; token: string; words: string };

export interface VariableDialogProps {
  isOpen: boolean;
  onClose: () => void;
  onInsert: (insertion: Insertion) => void;
  target: "subject" | "body";
  kind: TemplateKind;
  /** Of the text: its examples. The names are those of the reader's language. */
  language: Language;
}

/** Every variable that this kind of text may have, by the name that the reader would use. */
export function VariableDialog(props: VariableDialogProps) {
  const { t } = useTranslation("templates");
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={t("variables.title")}
      size="lg"
      closeButtonProps={{ "aria-label": t("common:close") }}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
    >
      <VariableChoice {...props} />
    </Modal>
  );
}

function VariableChoice({ kind, language, target, onInsert }: VariableDialogProps) {
  const { t } = useTranslation("templates");
  const variables = useNamedVariables(kind, language);
  const [search, setSearch] = useState("");
  const [fallback, setFallback] = useState("");
  const wanted = normaliseName(search);
  const offered = variables.filter(({ variable }) => target === "body" || variable.holds === "text");
  const found = offered.filter(({ label, names }) =>
    [label, ...names].some((name) => normaliseName(name).includes(wanted)),
  );
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t(`variables.into_${target}`)}
      </Text>
      <DataField
        type="search"
        aria-label={t("variables.search")}
        placeholder={t("variables.search")}
        leftSection={<IconSearch size={18} aria-hidden />}
        data-autofocus
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <VariableList found={found} fallback={fallback} onInsert={onInsert} />
      <DataField
        label={t("variables.fallback")}
        description={t("variables.fallbackHint")}
        maxLength={100}
        value={fallback}
        onChange={(event) => setFallback(event.currentTarget.value.replace(/[%\n]/g, ""))}
      />
      <SectionChoice variables={variables} onInsert={onInsert} />
    </Stack>
  );
}

interface NamedVariable {
  variable: TemplateVariable;
  label: string;
  name: string;
  names: string[];
  example: string;
}

function useNamedVariables(kind: TemplateKind, language: Language): NamedVariable[] {
  const { t, i18n } = useTranslation("templates");
  const reader = i18n.language as Language;
  return listVariables(kind).map((variable) => ({
    variable,
    label: t(`variableNames.${variable.key}`),
    name: variable.names[reader][0],
    names: Object.values(variable.names).flat(),
    example: variable.examples[language],
  }));
}

interface VariableListProps {
  found: NamedVariable[];
  fallback: string;
  onInsert: (insertion: Insertion) => void;
}

function VariableList({ found, fallback, onInsert }: VariableListProps) {
  const { t } = useTranslation("templates");
  if (found.length === 0) return <Text role="status">{t("variables.none")}</Text>;
  return (
    <ul className={styles.variables} aria-label={t("variables.title")}>
      {found.map(({ variable, label, name, example }) => (
        <li key={variable.key}>
          <UnstyledButton
            className={styles.variable}
            onClick={() =>
              onInsert(
                variable.holds === "link"
                  ? { kind: "link", token: `%${name}%`, words: label }
                  : { kind: "value", token: fallback.trim() ? `%${name}|${fallback.trim()}%` : `%${name}%` },
              )
            }
          >
            <span className={styles.variableHead}>
              <span>{label}</span>
              <code translate="no">%{name}%</code>
            </span>
            <Text size="sm" c="dimmed" translate="no" component="span">
              {t("variables.example", { example })}
            </Text>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

function SectionChoice({
  variables,
  onInsert,
}: {
  variables: NamedVariable[];
  onInsert: VariableListProps["onInsert"];
}) {
  const { t } = useTranslation("templates");
  const choices = variables.filter(({ variable }) => variable.holds === "text");
  const [name, setName] = useState(choices.find(({ variable }) => variable.key === "city")?.name ?? choices[0]?.name);
  if (name === undefined) return null;
  return (
    <fieldset className={styles.section}>
      <legend>{t("variables.section")}</legend>
      <Group align="flex-end">
        <SelectField
          label={t("variables.sectionText")}
          options={choices.map((choice) => ({ value: choice.name, label: choice.label }))}
          value={name}
          onChange={setName}
          flex={1}
          miw={220}
        />
        <Button
          variant="default"
          onClick={() => onInsert({ kind: "section", token: `%if ${name}%`, words: t("variables.sectionWords") })}
        >
          {t("variables.sectionInsert")}
        </Button>
      </Group>
    </fieldset>
  );
}
