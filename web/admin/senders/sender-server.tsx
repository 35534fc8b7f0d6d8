import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Sender, SmtpPreset } from "../../../contracts/senders.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { useUnsavedGuard } from "../../ui/use-unsaved-guard.tsx";
import { ReturnDomainField, TechnicalFields } from "./sender-fields.tsx";
import { inputOf, type SenderInput } from "./sender-input.ts";
import { senderSettingsQuery } from "./sender-queries.ts";
import { ServerFields } from "./server-fields.tsx";
import { useChangeSender } from "./use-change-sender.ts";

export function SenderServer({ sender, preset }: { sender: Sender; preset: SmtpPreset | undefined }) {
  const { t } = useTranslation("senders");
  const { data: settings } = useQuery(senderSettingsQuery);
  const [input, setInput] = useState<SenderInput>(() => inputOf(sender));
  const save = useChangeSender(sender);
  const fieldProblem = useFieldProblem(save.error);
  const { host, port, encryption, userName, connections, encoding, returnDomain } = input;
  const body = { host, port, encryption, userName, connections, encoding, returnDomain };
  const before = inputOf(sender);
  const isUnchanged = Object.entries(body).every(([name, value]) => value === before[name as keyof typeof body]);
  const guard = useUnsavedGuard(!isUnchanged);
  const fields = { input, onChange: setInput, fieldProblem };
  return (
    <FormSection
      title={t("form.server-settings")}
      description={t("form.from-provider")}
      onSubmit={() => save.mutate(body)}
      isPending={save.isPending}
      problem={save.error}
      isUnchanged={isUnchanged}
    >
      <ServerFields {...fields} preset={preset} allowsUnencrypted={settings?.allowsUnencrypted ?? false} />
      <TechnicalFields {...fields} />
      <ReturnDomainField {...fields} />
      {guard}
    </FormSection>
  );
}
