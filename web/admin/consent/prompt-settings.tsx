import { Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConsentSettings, ContactReason, PromptMode } from "../../../contracts/consent.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { useChangeSettings } from "./use-change-settings.ts";

const modes = ["when-missing", "always", "off"] as const;

interface Props {
  settings: ConsentSettings;
  reasons: ContactReason[];
  canChange: boolean;
}

/** When the operator is asked for a reason (D2), and what is recorded instead where they are not (D17). */
export function PromptSettings({ settings, reasons, canChange }: Props) {
  const { t } = useTranslation("consent");
  const { singlePrompt, callPrompt, standingReasonId } = settings;
  const stored = { singlePrompt, callPrompt, standingReasonId };
  const [input, setInput] = useState(stored);
  const save = useChangeSettings();
  const fieldProblem = useFieldProblem(save.error);
  const isOff = input.singlePrompt === "off" || input.callPrompt === "off";
  return (
    <FormSection
      title={t("privacy.prompts")}
      description={t("privacy.prompts-text")}
      onSubmit={() => save.mutate(input)}
      isPending={save.isPending}
      problem={save.error}
      isUnchanged={!canChange || JSON.stringify(input) === JSON.stringify(stored)}
    >
      <ModeField
        label={t("privacy.single")}
        value={input.singlePrompt}
        onChange={(mode) => setInput({ ...input, singlePrompt: mode })}
      />
      <ModeField
        label={t("privacy.calls")}
        value={input.callPrompt}
        onChange={(mode) => setInput({ ...input, callPrompt: mode })}
      />
      {isOff && (
        <SelectField
          label={t("privacy.standing-reason")}
          description={t("privacy.standing-reason-text")}
          required
          options={reasons
            .filter((reason) => !reason.isArchived)
            .map((reason) => ({ value: reason.reasonId, label: reason.text }))}
          value={input.standingReasonId}
          error={fieldProblem("standingReasonId")}
          onChange={(chosen) => setInput({ ...input, standingReasonId: chosen })}
        />
      )}
    </FormSection>
  );
}

interface ModeFieldProps {
  label: string;
  value: PromptMode;
  onChange: (mode: PromptMode) => void;
}

function ModeField({ label, value, onChange }: ModeFieldProps) {
  const { t } = useTranslation("consent");
  return (
    <Radio.Group label={label} value={value} onChange={(mode) => onChange(mode as PromptMode)}>
      <Stack gap="xs" mt="xs">
        {modes.map((mode) => (
          <Radio
            key={mode}
            value={mode}
            label={t(`privacy.modes.${mode}`)}
            description={t(`privacy.modes-text.${mode}`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
