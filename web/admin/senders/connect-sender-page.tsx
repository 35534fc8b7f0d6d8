import { Checkbox, SimpleGrid, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Sender, SmtpPreset } from "../../../contracts/senders.ts";
import { request } from "../../api-client/request.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { useFilters } from "../../ui/filters.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Section } from "../../ui/section.tsx";
import { PasswordForm } from "./password-form.tsx";
import { ProviderGuide } from "./provider-guide.tsx";
import { presetsQuery, refreshSenders, senderQuery, senderSettingsQuery } from "./sender-queries.ts";
import { type SenderStep, SenderSteps } from "./sender-steps.tsx";
import { TestPanel } from "./test-panel.tsx";

/** The last two of four steps, for a mailbox that is saved: reachable again from its page and from the checklist. */
export function ConnectSenderPage() {
  const { t } = useTranslation("senders");
  const { senderId } = useParams({ strict: false }) as { senderId: string };
  const sender = useQuery(senderQuery(senderId));
  return (
    <>
      <PageHeader title={t("wizard.title")} back={{ to: "/settings/senders", label: t("page-title") }} />
      <QueryView query={sender}>{(data) => <LastSteps sender={data} />}</QueryView>
    </>
  );
}

function LastSteps({ sender }: { sender: Sender }) {
  const { t } = useTranslation("senders");
  const navigate = useNavigate();
  const [{ step }, setFilters] = useFilters<{ step?: string }>();
  const { data: presets } = useQuery(presetsQuery);
  const preset = presets?.items.find((candidate) => candidate.presetId === sender.presetId);
  // The first two are saved: they are changed on the mailbox's own page.
  const open = (name: SenderStep) =>
    name === "password"
      ? setFilters({ step: name })
      : void navigate({ to: "/settings/senders/$senderId", params: { senderId: sender.senderId } });
  if (step === "test") {
    return (
      <>
        <SenderSteps current="test" onOpen={open} />
        <TestStep sender={sender} />
      </>
    );
  }
  return (
    <>
      <SenderSteps current="password" onOpen={open} />
      <Section title={t("wizard.step-password")} description={t("wizard.saved-now-password")}>
        <PasswordStep sender={sender} preset={preset} onSaved={() => setFilters({ step: "test" })} />
      </Section>
    </>
  );
}

function PasswordStep({
  sender,
  preset,
  onSaved,
}: {
  sender: Sender;
  preset: SmtpPreset | undefined;
  onSaved: () => void;
}) {
  const { t } = useTranslation("senders");
  const later = (
    <LinkButton variant="subtle" to="/settings/senders">
      {t("wizard.later")}
    </LinkButton>
  );
  return (
    <SimpleGrid cols={{ base: 1, md: preset ? 2 : 1 }} spacing="xl">
      <PasswordForm sender={sender} preset={preset} onSaved={onSaved} otherAction={later} />
      {preset && <ProviderGuide preset={preset} />}
    </SimpleGrid>
  );
}

function TestStep({ sender }: { sender: Sender }) {
  const { t } = useTranslation("senders");
  const isWorking = sender.state === "works";
  return (
    <>
      <Section title={t("test.title", { address: sender.fromAddress })}>
        <TestPanel sender={sender} />
      </Section>
      {isWorking ? (
        <Section title={t("wizard.done-title")}>
          <Stack align="flex-start">
            <Text>{t("wizard.done-text", { address: sender.fromAddress })}</Text>
            <UseOwnMailbox />
            <LinkButton to="/">{t("wizard.finish")}</LinkButton>
          </Stack>
        </Section>
      ) : (
        <LinkButton variant="subtle" to="/settings/senders">
          {t("wizard.later")}
        </LinkButton>
      )}
    </>
  );
}

/** Somebody who connects a mailbox means to use it, but says so: it changes what every recipient sees as sender. */
function UseOwnMailbox() {
  const { t } = useTranslation("senders");
  const queryClient = useQueryClient();
  const { data: settings } = useQuery(senderSettingsQuery);
  const [wasOwn] = useState(settings?.sendingMode === "own-mailbox");
  const change = useMutation({
    mutationFn: (isOwn: boolean) =>
      request("PATCH", "/sender-settings", { body: { sendingMode: isOwn ? "own-mailbox" : "platform" } }),
    onSuccess: () => refreshSenders(queryClient),
  });
  if (!settings || wasOwn) return null;
  return (
    <>
      <Checkbox
        label={t("wizard.use-own-mailbox")}
        checked={change.isPending ? change.variables : settings.sendingMode === "own-mailbox"}
        disabled={change.isPending}
        onChange={(event) => change.mutate(event.currentTarget.checked)}
      />
      <ErrorNotice problem={change.error} />
    </>
  );
}
