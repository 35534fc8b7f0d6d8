import { Group, Radio, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SenderSettings, SendingMode } from "../../../contracts/senders.ts";
import { request } from "../../api-client/request.ts";
import { Banner } from "../../ui/banner.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Section } from "../../ui/section.tsx";
import { toast } from "../../ui/toast.tsx";
import { refreshSenders, senderReadinessQuery, senderSettingsQuery, sendersQuery } from "./sender-queries.ts";

const modes: readonly SendingMode[] = ["platform", "own-mailbox"];

/** X34: sent by the platform, or by the organisation's own mailboxes. */
export function SendingModeSection({ canManage }: { canManage: boolean }) {
  const { t } = useTranslation("senders");
  const settings = useQuery(senderSettingsQuery);
  return (
    <Section title={t("mode.title")}>
      <QueryView query={settings}>{(data) => <ModeChoice settings={data} canManage={canManage} />}</QueryView>
    </Section>
  );
}

function ModeChoice({ settings, canManage }: { settings: SenderSettings; canManage: boolean }) {
  const { t } = useTranslation("senders");
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (sendingMode: SendingMode) => request("PATCH", "/sender-settings", { body: { sendingMode } }),
    onSuccess: async () => {
      await refreshSenders(queryClient);
      toast(t("mode.saved"));
    },
  });
  return (
    <Stack>
      <ErrorNotice problem={change.error} />
      <Radio.Group
        aria-label={t("mode.title")}
        value={change.isPending ? change.variables : settings.sendingMode}
        onChange={(mode) => change.mutate(mode as SendingMode)}
      >
        <Stack gap="sm">
          {modes.map((mode) => (
            <Radio.Card key={mode} value={mode} p="md" disabled={!canManage} aria-labelledby={`mode-${mode}`}>
              <Group wrap="nowrap" align="flex-start">
                <Radio.Indicator aria-hidden mt={3} />
                <div>
                  <Text fw={600} id={`mode-${mode}`}>
                    {t(`mode.${mode}`)}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {t(`mode.${mode}-help`)}
                  </Text>
                </div>
              </Group>
            </Radio.Card>
          ))}
        </Stack>
      </Radio.Group>
      <ModeNotice settings={settings} />
    </Stack>
  );
}

function ModeNotice({ settings }: { settings: SenderSettings }) {
  const { t } = useTranslation("senders");
  const { data: readiness } = useQuery(senderReadinessQuery);
  if (settings.platformSender === "demonstration") {
    const action = (
      <LinkButton to="/demo-mailbox" variant="default" size="sm">
        {t("mode.open-demo-mailbox")}
      </LinkButton>
    );
    return <Banner title={t("mode.demonstration")} action={action} />;
  }
  if (settings.sendingMode === "platform" && settings.platformSender === "not-connected") {
    return <Banner tone="attention" title={t("mode.platform-not-connected")} />;
  }
  const isFallingBack = settings.sendingMode === "own-mailbox" && readiness?.ready && readiness.kind === "platform";
  if (isFallingBack) return <Banner tone="attention" title={t("mode.own-without-mailbox")} />;
  return settings.sendingMode === "platform" ? <PlatformLink /> : null;
}

/** What waits there, what came back, and under which name it writes. */
function PlatformLink() {
  const { t } = useTranslation("senders");
  const { data } = useQuery(sendersQuery);
  const platform = data?.items.find(({ kind }) => kind === "platform");
  if (!platform) return null;
  return (
    <LinkButton to={`/settings/senders/${platform.senderId}`} variant="default" size="sm" w="fit-content">
      {t("mode.open-platform")}
    </LinkButton>
  );
}
