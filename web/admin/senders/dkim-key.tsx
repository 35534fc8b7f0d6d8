import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Dkim } from "../../../contracts/senders.ts";
import { request } from "../../api-client/request.ts";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { formatDateTime } from "../../ui/format.ts";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { useTimeZone } from "../../ui/time-zone.ts";
import { toast } from "../../ui/toast.tsx";
import { dkimQuery } from "./sender-queries.ts";

interface DkimKeyProps {
  senderId: string;
  dkimKey: NonNullable<Dkim["key"]>;
  mayManage: boolean;
}

export function DkimKey({ senderId, dkimKey, mayManage }: DkimKeyProps) {
  const { t } = useTranslation("senders");
  const { isEnabled } = dkimKey;
  return (
    <Stack gap="md">
      <div>
        <StatusBadge tone={isEnabled ? "good" : "attention"} label={t(isEnabled ? "dkim.on" : "dkim.ready")} />
      </div>
      {!isEnabled && <Text>{t("dkim.steps", { domain: dkimKey.domain })}</Text>}
      <DnsRecord dkimKey={dkimKey} />
      <LastCheck dkimKey={dkimKey} />
      {mayManage && <DkimActions senderId={senderId} dkimKey={dkimKey} />}
    </Stack>
  );
}

function DnsRecord({ dkimKey }: Pick<DkimKeyProps, "dkimKey">) {
  const { t } = useTranslation("senders");
  return (
    <Stack gap="sm">
      <Text size="sm">
        {t("dkim.type")}: <strong translate="no">TXT</strong>
      </Text>
      <RecordPart label={t("dkim.name")} copyLabel={t("dkim.copy-name")} value={dkimKey.recordName} />
      <RecordPart label={t("dkim.value")} copyLabel={t("dkim.copy-value")} value={dkimKey.recordValue} />
    </Stack>
  );
}

function RecordPart({ label, copyLabel, value }: { label: string; copyLabel: string; value: string }) {
  return (
    <div>
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <Text ff="monospace" size="sm" translate="no" mb={6} style={{ overflowWrap: "anywhere" }}>
        {value}
      </Text>
      <CopyButton value={value} label={copyLabel} />
    </div>
  );
}

function LastCheck({ dkimKey: { lastCheck } }: Pick<DkimKeyProps, "dkimKey">) {
  const { t, i18n } = useTranslation("senders");
  const timeZone = useTimeZone();
  if (!lastCheck) return null;
  return (
    <div role="status">
      <Text>{t(`dkim.check.${lastCheck.outcome}`)}</Text>
      <Text size="sm" c="dimmed">
        {t("dkim.checked", { date: formatDateTime(i18n.language, lastCheck.checkedAt, { timeZone }) })}
      </Text>
    </div>
  );
}

function DkimActions({ senderId, dkimKey }: Omit<DkimKeyProps, "mayManage">) {
  const { t } = useTranslation("senders");
  const queryClient = useQueryClient();
  const keep = (dkim: Dkim) => queryClient.setQueryData(dkimQuery(senderId).queryKey, dkim);
  const check = useMutation({
    mutationFn: () => request<Dkim>("POST", `/senders/${senderId}/dkim/check`),
    onSuccess: keep,
  });
  const change = useMutation({
    mutationFn: (isEnabled: boolean) => request<Dkim>("PATCH", `/senders/${senderId}/dkim`, { body: { isEnabled } }),
    onSuccess: (dkim) => {
      keep(dkim);
      toast(t(dkim.key?.isEnabled ? "dkim.switched-on" : "dkim.switched-off"));
    },
  });
  const remove = async () => {
    await request("DELETE", `/senders/${senderId}/dkim`);
    await queryClient.invalidateQueries({ queryKey: dkimQuery(senderId).queryKey });
    toast(t("dkim.remove.done"));
  };
  const isFound = dkimKey.lastCheck?.outcome === "found";
  return (
    <>
      <ErrorNotice problem={check.error ?? change.error} />
      <Group>
        <Button variant={isFound ? "default" : "filled"} loading={check.isPending} onClick={() => check.mutate()}>
          {t("dkim.check-action")}
        </Button>
        {(isFound || dkimKey.isEnabled) && (
          <Button
            variant={dkimKey.isEnabled ? "default" : "filled"}
            loading={change.isPending}
            onClick={() => change.mutate(!dkimKey.isEnabled)}
          >
            {t(dkimKey.isEnabled ? "dkim.switch-off" : "dkim.switch-on")}
          </Button>
        )}
        <ConfirmButton
          question={t("dkim.remove.title")}
          consequence={t("dkim.remove.text")}
          confirmLabel={t("dkim.remove.action")}
          isDangerous
          onConfirm={remove}
        >
          {t("dkim.remove.action")}
        </ConfirmButton>
      </Group>
    </>
  );
}
