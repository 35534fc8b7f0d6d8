import { SimpleGrid } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { languages } from "../../../contracts/languages.ts";
import type { TemplateKind } from "../../../contracts/template-variables.ts";
import type { TemplateInput } from "../../../contracts/templates.ts";
import { DataField } from "../../ui/data-field.tsx";
import { languageNames } from "../../ui/languages.ts";
import { Section } from "../../ui/section.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { offeredKinds } from "./offered-kinds.ts";

interface Props {
  input: TemplateInput;
  onChange: (change: Partial<TemplateInput>) => void;
  isReadOnly: boolean;
  fieldProblem: (field: string) => string | undefined;
}

export function TemplateSettings({ input, onChange, isReadOnly, fieldProblem }: Props) {
  const { t } = useTranslation("templates");
  const kinds = [...new Set<TemplateKind>([...offeredKinds, input.kind])];
  return (
    <Section title={t("page.settings")}>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <DataField
          label={t("page.name")}
          description={t("page.nameHint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          required
          maxLength={120}
          readOnly={isReadOnly}
          value={input.name}
          error={fieldProblem("name")}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <SelectField
          label={t("page.kind")}
          description={t(`kindHints.${input.kind}`)}
          inputWrapperOrder={["label", "input", "description", "error"]}
          options={kinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          value={input.kind}
          disabled={isReadOnly}
          onChange={(kind) => onChange({ kind })}
        />
        <SelectField
          label={t("page.language")}
          options={languages.map((language) => ({ value: language, label: languageNames[language] }))}
          value={input.language}
          disabled={isReadOnly}
          onChange={(language) => onChange({ language })}
        />
      </SimpleGrid>
    </Section>
  );
}
