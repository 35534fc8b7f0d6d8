import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Sender, SmtpPreset } from "../../../contracts/senders.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useUnsavedGuard } from "../../ui/use-unsaved-guard.tsx";
import { useSession } from "../session.ts";
import { AddressStep } from "./address-step.tsx";
import { ProviderStep } from "./provider-step.tsx";
import { emptyInput, type SenderInput } from "./sender-input.ts";
import { presetsQuery, refreshSenders } from "./sender-queries.ts";
import { SenderSteps } from "./sender-steps.tsx";

/** The first two of four steps; the mailbox is saved after them, so that the password and the test can wait. */
export function NewSenderPage() {
  const { t } = useTranslation("senders");
  const presets = useQuery(presetsQuery);
  return (
    <>
      <PageHeader title={t("wizard.title")} back={{ to: "/settings/senders", label: t("page-title") }} />
      <QueryView query={presets}>{({ items }) => <FirstSteps presets={items} />}</QueryView>
    </>
  );
}

function FirstSteps({ presets }: { presets: readonly SmtpPreset[] }) {
  const { organisation } = useSession();
  const [step, setStep] = useState<"provider" | "address">("provider");
  const [input, setInput] = useState<SenderInput>(() => emptyInput(organisation.name));
  const add = useAddSender();
  const guard = useUnsavedGuard(input.fromAddress !== "" && !add.isSuccess);
  const preset = presets.find((candidate) => candidate.presetId === input.presetId);
  return (
    <>
      <SenderSteps current={step} onOpen={() => setStep("provider")} />
      {step === "provider" ? (
        <ProviderStep presets={presets} input={input} onChange={setInput} onDone={() => setStep("address")} />
      ) : (
        <AddressStep
          preset={preset}
          input={input}
          onChange={setInput}
          onBack={() => setStep("provider")}
          onSubmit={() => add.mutate(input)}
          isPending={add.isPending}
          problem={add.error}
        />
      )}
      {guard}
    </>
  );
}

function useAddSender() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return useMutation({
    // Each try may carry other settings, so each is a request of its own.
    mutationFn: (body: SenderInput) =>
      request<Sender>("POST", "/senders", { body, idempotencyKey: newIdempotencyKey() }),
    onSuccess: async (sender) => {
      await refreshSenders(queryClient);
      const step = sender.userName === null ? "test" : "password";
      await navigate({
        to: "/settings/senders/$senderId/connect",
        params: { senderId: sender.senderId },
        search: { step },
        ignoreBlocker: true,
      });
    },
  });
}
