import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Organisation } from "../../../contracts/identity.ts";
import { languages } from "../../../contracts/languages.ts";
import { listCountries } from "../../ui/countries.ts";
import { DataField } from "../../ui/data-field.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { languageNames } from "../../ui/languages.ts";
import { SelectField } from "../../ui/select-field.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { useChangeOrganisation } from "./use-change-organisation.ts";

const timeZones = Intl.supportedValuesOf("timeZone").map((value) => ({ value, label: value.replaceAll("_", " ") }));

export function OrganisationDetails({ organisation }: { organisation: Organisation }) {
  const { t, i18n } = useTranslation("identity");
  const { name, language, timeZone, defaultCountry } = organisation;
  const stored = { name, language, timeZone, defaultCountry };
  const [input, setInput] = useState(stored);
  const save = useChangeOrganisation();
  const fieldProblem = useFieldProblem(save.error);
  return (
    <FormSection
      title={t("organisation.details")}
      onSubmit={() => save.mutate(input)}
      isPending={save.isPending}
      problem={save.error}
      isUnchanged={JSON.stringify(input) === JSON.stringify(stored)}
    >
      <DataField
        label={t("organisation.name")}
        description={t("organisation.nameText")}
        name="organization"
        required
        maxLength={120}
        value={input.name}
        error={fieldProblem("name")}
        onChange={(event) => setInput({ ...input, name: event.currentTarget.value })}
      />
      <SelectField
        label={t("common:language")}
        description={t("organisation.languageText")}
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
        value={input.language}
        onChange={(chosen) => setInput({ ...input, language: chosen })}
      />
      <SelectField
        label={t("organisation.timeZone")}
        description={t("organisation.timeZoneText")}
        options={timeZones}
        value={input.timeZone}
        error={fieldProblem("timeZone")}
        onChange={(chosen) => setInput({ ...input, timeZone: chosen })}
      />
      <SelectField
        label={t("organisation.country")}
        description={t("organisation.countryText")}
        options={listCountries(i18n.language)}
        value={input.defaultCountry}
        onChange={(chosen) => setInput({ ...input, defaultCountry: chosen })}
      />
    </FormSection>
  );
}
