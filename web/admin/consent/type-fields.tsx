import { Checkbox, NumberInput, Radio, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Banner } from "../../ui/banner.tsx";
import { DataArea, DataField } from "../../ui/data-field.tsx";
import type { Uses } from "./use-use-names.ts";

export interface TypeInput extends Uses {
  title: string;
  code: string;
  description: string;
  validityDays: number | null;
}

export interface TypeFieldsProps {
  input: TypeInput;
  onChange: (input: TypeInput) => void;
  fieldProblem: (field: string) => string | undefined;
}

/** V9 to V16. The warning stands beside the three uses, where they are ticked. */
export function TypeFields({ input, onChange, fieldProblem }: TypeFieldsProps) {
  const { t } = useTranslation("consent");
  const change = (given: Partial<TypeInput>) => onChange({ ...input, ...given });
  return (
    <>
      <DataField
        label={t("types.name")}
        description={t("types.name-text")}
        required
        maxLength={120}
        value={input.title}
        error={fieldProblem("title")}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <DataField
        label={t("types.code")}
        description={t("types.code-text")}
        required
        maxLength={60}
        pattern="[a-z0-9]+(-[a-z0-9]+)*"
        value={input.code}
        error={fieldProblem("code")}
        onChange={(event) => change({ code: event.currentTarget.value.toLowerCase().replaceAll(" ", "-") })}
      />
      <DataArea
        label={t("types.description")}
        isOptional
        maxLength={2000}
        value={input.description}
        error={fieldProblem("description")}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
      <UseBoxes input={input} onChange={change} problem={fieldProblem("allowsMass")} />
      <ValidityField days={input.validityDays} onChange={(validityDays) => change({ validityDays })} />
    </>
  );
}

interface UseBoxesProps {
  input: TypeInput;
  onChange: (uses: Partial<Uses>) => void;
  problem: string | undefined;
}

function UseBoxes({ input, onChange, problem }: UseBoxesProps) {
  const { t } = useTranslation("consent");
  const uses = [
    { name: "allowsMass", label: t("uses.mass"), text: t("types.mass-text") },
    { name: "allowsSingle", label: t("uses.single"), text: t("types.single-text") },
    { name: "allowsContact", label: t("uses.contact"), text: t("types.contact-text") },
  ] as const;
  const chosen = uses.filter((use) => input[use.name]).map((use) => use.name);
  return (
    <Stack gap="sm">
      <Checkbox.Group
        label={t("types.uses")}
        description={t("types.uses-text")}
        value={chosen}
        error={problem}
        onChange={(names) =>
          onChange({
            allowsMass: names.includes("allowsMass"),
            allowsSingle: names.includes("allowsSingle"),
            allowsContact: names.includes("allowsContact"),
          })
        }
      >
        <Stack gap="xs" mt="xs">
          {uses.map((use) => (
            <Checkbox key={use.name} value={use.name} label={use.label} description={use.text} />
          ))}
        </Stack>
      </Checkbox.Group>
      <div aria-live="polite">
        {chosen.length === 3 && (
          <Banner tone="attention" title={t("types.all-three")} text={t("types.all-three-text")} />
        )}
      </div>
    </Stack>
  );
}

function ValidityField({ days, onChange }: { days: number | null; onChange: (days: number | null) => void }) {
  const { t } = useTranslation("consent");
  return (
    <Stack gap="xs">
      <Radio.Group
        label={t("types.validity")}
        description={t("types.validity-text")}
        value={days === null ? "always" : "days"}
        onChange={(kind) => onChange(kind === "always" ? null : 730)}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="always" label={t("types.always-label")} />
          <Radio value="days" label={t("types.days-label")} />
        </Stack>
      </Radio.Group>
      {days !== null && (
        <NumberInput
          label={t("types.number-of-days")}
          w={200}
          min={1}
          max={36500}
          allowDecimal={false}
          required
          value={days}
          onChange={(value) => onChange(typeof value === "number" ? value : 1)}
        />
      )}
    </Stack>
  );
}
