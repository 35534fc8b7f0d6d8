import { Button, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ActionAnswer, TypeConsent } from "../../../contracts/consent.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { ConfirmDialog } from "../../ui/confirm-button.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { toast } from "../../ui/toast.tsx";
import { refreshConsent } from "./consent-queries.ts";
import { RecordGrantForm } from "./record-grant-form.tsx";

interface Props {
  addressId: string;
  type: TypeConsent;
}

/** The actions that the status allows (D1). One that it does not allow is named with the reason, not hidden. */
export function ConsentActions({ addressId, type }: Props) {
  const { t } = useTranslation("consent");
  const [isRecording, recording] = useDisclosure(false);
  const ask = useRequestConsent({ addressId, type });
  const { request: asking, record, withdraw } = type.actions;
  if (isRecording) return <RecordGrantForm addressId={addressId} type={type} onClose={recording.close} />;
  return (
    <Stack gap="xs" w="100%">
      <ErrorNotice problem={ask.error} />
      <Group gap="xs">
        {asking.isAllowed && (
          <Button size="sm" loading={ask.isPending} onClick={() => ask.mutate()}>
            {t(type.status === "not-asked" ? "panel.request" : "panel.renew")}
          </Button>
        )}
        {record.isAllowed && (
          <Button size="sm" variant="default" onClick={recording.open}>
            {t(type.status === "accepted" ? "panel.extend" : "panel.record")}
          </Button>
        )}
        {withdraw.isAllowed && <WithdrawButton addressId={addressId} type={type} />}
      </Group>
      <Obstacle answer={asking} label={t("panel.request")} />
    </Stack>
  );
}

function Obstacle({ answer, label }: { answer: ActionAnswer; label: string }) {
  const { t } = useTranslation("consent");
  if (answer.isAllowed || answer.obstacle === null) return null;
  return (
    <Text size="sm" c="dimmed" component="div">
      {answer.obstacle === "final-for-staff" ? "" : `${label}: `}
      {t(`blocked.${answer.obstacle}`)}{" "}
      {answer.allowedFrom && (
        <>
          {t("panel.from")} <DateTime at={answer.allowedFrom} isDateOnly />.
        </>
      )}
    </Text>
  );
}

function useRequestConsent({ addressId, type }: Props) {
  const { t } = useTranslation("consent");
  const queryClient = useQueryClient();
  const [idempotencyKey, setKey] = useState(newIdempotencyKey);
  return useMutation({
    mutationFn: () =>
      request("POST", "/consent-requests", { body: { addressId, typeId: type.typeId }, idempotencyKey }),
    onSuccess: async () => {
      setKey(newIdempotencyKey());
      toast(t("panel.request-queued"));
      await refreshConsent(queryClient);
    },
  });
}

function WithdrawButton({ addressId, type }: Props) {
  const { t } = useTranslation("consent");
  const queryClient = useQueryClient();
  const [isOpen, { open, close }] = useDisclosure(false);
  // Nothing was given that could be taken back: what staff note is a refusal.
  const no = type.status === "accepted" || type.status === "expired" ? "withdraw" : "refuse";
  const withdraw = async () => {
    await request("POST", `/addresses/${addressId}/consent/withdrawals`, { body: { typeId: type.typeId } });
    await refreshConsent(queryClient);
    toast(t(`panel.${no}-done`));
  };
  return (
    <>
      <Button size="sm" variant="default" onClick={open}>
        {t(`panel.${no}`)}
      </Button>
      <ConfirmDialog
        question={t(`panel.${no}-question`, { title: type.title })}
        consequence={t("panel.withdraw-consequence")}
        confirmLabel={t(`panel.${no}`)}
        isDangerous
        isOpen={isOpen}
        onClose={close}
        onConfirm={withdraw}
      />
    </>
  );
}
