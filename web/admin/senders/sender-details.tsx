import { Switch, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Sender } from "../../../contracts/senders.ts";
import { DataField } from "../../ui/data-field.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { useUnsavedGuard } from "../../ui/use-unsaved-guard.tsx";
import { DisplayNameField, LimitFields, ReplyToField } from "./sender-fields.tsx";
import { inputOf, type SenderInput } from "./sender-input.ts";
import { useOwnerName } from "./sender-owner.tsx";
import { useChangeSender } from "./use-change-sender.ts";

/** Who it is for the recipients, for what it is used, and how much it may send. */
export function SenderDetails({ sender }: { sender: Sender }) {
  const { t } = useTranslation("senders");
  const [input, setInput] = useState<SenderInput>(() => inputOf(sender));
  const owner = useOwnerName(sender.owner);
  const save = useChangeSender(sender);
  const fieldProblem = useFieldProblem(save.error);
  const { displayName, fromAddress, replyTo, isEnabled, limit } = input;
  const isPlatform = sender.kind === "platform";
  // Everything else about the platform's sender is the operator's.
  const body = isPlatform ? { displayName, replyTo } : { displayName, fromAddress, replyTo, isEnabled, limit };
  const before = inputOf(sender);
  const isUnchanged = Object.entries(body).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(before[name as keyof typeof body]),
  );
  const guard = useUnsavedGuard(!isUnchanged);
  const fields = { input, onChange: setInput, fieldProblem };
  return (
    <FormSection
      title={t("form.more-settings")}
      description={t("form.role", { area: t(`area.${sender.area}`), owner })}
      onSubmit={() => save.mutate(body)}
      isPending={save.isPending}
      problem={save.error}
      isUnchanged={isUnchanged}
    >
      {!isPlatform && (
        <Switch
          label={t("form.enabled")}
          description={t("form.enabled-help")}
          checked={isEnabled}
          onChange={(event) => setInput({ ...input, isEnabled: event.currentTarget.checked })}
        />
      )}
      <DisplayNameField {...fields} />
      {!isPlatform && (
        <DataField
          label={t("form.from-address")}
          type="email"
          required
          value={fromAddress}
          error={fieldProblem("fromAddress")}
          onChange={(event) => setInput({ ...input, fromAddress: event.currentTarget.value })}
        />
      )}
      <ReplyToField {...fields} />
      {isPlatform && limit && <Text size="sm">{t("form.shared-limit", limit)}</Text>}
      {!isPlatform && <LimitFields {...fields} />}
      {guard}
    </FormSection>
  );
}
