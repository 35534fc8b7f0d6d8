import { Button, Checkbox, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Hours, LawRule, LawValue } from "../../../../contracts/consent-law.ts";
import { DataField } from "../../../ui/data-field.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { useChangeRule } from "./law-queries.ts";
import { dayName } from "./law-value-text.ts";

interface Props {
  country: string;
  rule: LawRule;
  onDone: () => void;
}

/** The organisation's own value: the server refuses one that is laxer than the law, and says so. */
export function OwnRuleForm({ country, rule, onDone }: Props) {
  const { t } = useTranslation("consent");
  const [value, setValue] = useState<LawValue>(rule.effective ?? firstValue(rule));
  const save = useChangeRule(country, rule.code);
  const send = (chosen: LawValue) => save.mutate(chosen, { onSuccess: onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send(value);
      }}
    >
      <Stack maw={480} mt="sm">
        <ErrorNotice problem={save.error} />
        <ValueField rule={rule} value={value} onChange={setValue} />
        <Group gap="sm">
          <Button type="submit" loading={save.isPending}>
            {t("common:save")}
          </Button>
          {rule.own !== null && (
            <Button variant="default" onClick={() => send(null)}>
              {t("law.take-back")}
            </Button>
          )}
          <Button variant="subtle" onClick={onDone}>
            {t("common:cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const choices = {
  ask: ["registered", "relations", "clients", "nobody"],
  "call-unconsented": ["with-reason", "businesses", "nobody"],
} as const;

const isHoursCode = (code: string) => code.endsWith("-hours");
const isChoiceCode = (code: string): code is keyof typeof choices => code in choices;

function firstValue({ code }: LawRule): LawValue {
  if (isChoiceCode(code)) return choices[code][0];
  if (isHoursCode(code)) return { days: [1, 2, 3, 4, 5], spans: [{ from: "09:00", to: "18:00" }], onHolidays: true };
  return code === "call-attempts" ? 4 : 365;
}

interface FieldProps {
  rule: LawRule;
  value: LawValue;
  onChange: (value: LawValue) => void;
}

function ValueField({ rule: { code }, value, onChange }: FieldProps) {
  const { t } = useTranslation("consent");
  if (isChoiceCode(code)) {
    const options = choices[code].map((one) => ({ value: one, label: t(`law.values.${one}`) }));
    return (
      <SelectField
        label={t(`law.rules.${code}`)}
        options={options}
        value={String(value)}
        onChange={(one) => onChange(one as LawValue)}
      />
    );
  }
  if (typeof value === "object" && value !== null) return <HoursField value={value} onChange={onChange} />;
  return (
    <DataField
      type="number"
      min={1}
      max={36_500}
      required
      label={t(code === "call-attempts" ? "law.number-of-calls" : "law.number-of-days")}
      value={String(value ?? "")}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    />
  );
}

/** One span from the first to the last moment: pauses that the law has stay as they are. */
function HoursField({ value, onChange }: { value: Hours; onChange: (value: Hours) => void }) {
  const { t, i18n } = useTranslation("consent");
  const from = value.spans[0]?.from ?? "09:00";
  const to = value.spans.at(-1)?.to ?? "18:00";
  return (
    <Stack gap="sm">
      <Checkbox.Group
        label={t("law.days-open")}
        value={value.days.map(String)}
        onChange={(days) => onChange({ ...value, days: days.map(Number) })}
      >
        <Group gap="sm" mt="xs">
          {[1, 2, 3, 4, 5, 6, 7].map((day) => (
            <Checkbox key={day} value={String(day)} label={dayName(day, i18n.language)} />
          ))}
        </Group>
      </Checkbox.Group>
      <Group gap="sm">
        <DataField
          type="time"
          required
          label={t("law.from")}
          value={from}
          onChange={(event) => onChange({ ...value, spans: [{ from: event.currentTarget.value, to }] })}
        />
        <DataField
          type="time"
          required
          label={t("law.to")}
          value={to}
          onChange={(event) => onChange({ ...value, spans: [{ from, to: event.currentTarget.value }] })}
        />
      </Group>
      <Checkbox
        label={t("law.on-holidays")}
        checked={value.onHolidays}
        onChange={(event) => onChange({ ...value, onHolidays: event.currentTarget.checked })}
      />
    </Stack>
  );
}
