import { NumberInput, Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Sender } from "../../../contracts/senders.ts";
import { Banner } from "../../ui/banner.tsx";
import { DataField } from "../../ui/data-field.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { useUnsavedGuard } from "../../ui/use-unsaved-guard.tsx";
import { useChangeSender } from "./use-change-sender.ts";

/** For the few servers that drop what they get twice: then nothing stays uncertain. */
export function SenderRepeats({ sender }: { sender: Sender }) {
  const { t } = useTranslation("senders");
  const [repeatGuard, setRepeatGuard] = useState(sender.repeatGuard);
  const save = useChangeSender(sender);
  const fieldProblem = useFieldProblem(save.error);
  const isUnchanged = JSON.stringify(repeatGuard) === JSON.stringify(sender.repeatGuard);
  const guard = useUnsavedGuard(!isUnchanged);
  return (
    <FormSection
      title={t("repeats.title")}
      description={t("repeats.lead")}
      onSubmit={() => save.mutate({ repeatGuard })}
      isPending={save.isPending}
      problem={save.error}
      isUnchanged={isUnchanged}
    >
      <Switch
        label={t("repeats.on")}
        checked={repeatGuard !== null}
        onChange={(event) => setRepeatGuard(event.currentTarget.checked ? { header: "", hours: 24 } : null)}
      />
      {repeatGuard && (
        <>
          <Banner tone="attention" title={t("repeats.warning")} text={t("repeats.warning-text")} />
          <DataField
            label={t("repeats.header")}
            description={t("repeats.header-help")}
            name="repeatHeader"
            required
            maxLength={64}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            value={repeatGuard.header}
            error={fieldProblem("repeatGuard.header")}
            onChange={(event) => setRepeatGuard({ ...repeatGuard, header: event.currentTarget.value })}
          />
          <NumberInput
            label={t("repeats.hours")}
            description={t("repeats.hours-help")}
            required
            min={1}
            max={720}
            allowDecimal={false}
            value={repeatGuard.hours}
            error={fieldProblem("repeatGuard.hours")}
            onChange={(hours) => setRepeatGuard({ ...repeatGuard, hours: Number(hours) })}
          />
        </>
      )}
      {guard}
    </FormSection>
  );
}
