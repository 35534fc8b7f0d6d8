import { NumberInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConsentSettings } from "../../../contracts/consent.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { useChangeSettings } from "./use-change-settings.ts";

/** D6: the rule can be made stricter, never looser. */
export function RequestRule({ settings, canChange }: { settings: ConsentSettings; canChange: boolean }) {
  const { t } = useTranslation("consent");
  const { requestPauseDays, requestLimit } = settings;
  const stored = { requestPauseDays, requestLimit };
  const [input, setInput] = useState(stored);
  const save = useChangeSettings();
  const fieldProblem = useFieldProblem(save.error);
  const numberOf = (value: string | number, fallback: number) => (typeof value === "number" ? value : fallback);
  return (
    <FormSection
      title={t("privacy.requests")}
      description={t("privacy.requests-text")}
      onSubmit={() => save.mutate(input)}
      isPending={save.isPending}
      problem={save.error}
      isUnchanged={!canChange || JSON.stringify(input) === JSON.stringify(stored)}
    >
      <NumberInput
        label={t("privacy.pause")}
        description={t("privacy.pause-text")}
        min={90}
        max={3650}
        allowDecimal={false}
        required
        readOnly={!canChange}
        value={input.requestPauseDays}
        error={fieldProblem("requestPauseDays")}
        onChange={(value) => setInput({ ...input, requestPauseDays: numberOf(value, 90) })}
      />
      <NumberInput
        label={t("privacy.limit")}
        description={t("privacy.limit-text")}
        min={1}
        max={2}
        allowDecimal={false}
        required
        readOnly={!canChange}
        value={input.requestLimit}
        error={fieldProblem("requestLimit")}
        onChange={(value) => setInput({ ...input, requestLimit: numberOf(value, 2) })}
      />
    </FormSection>
  );
}
