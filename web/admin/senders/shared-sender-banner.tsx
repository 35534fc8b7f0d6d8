import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SharedSenderPause } from "../../../contracts/shared-sender.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { Banner } from "../../ui/banner.tsx";
import { DataArea } from "../../ui/data-field.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { toast } from "../../ui/toast.tsx";
import { useCan } from "../session.ts";

const pauseQuery = queryOptions({
  queryKey: ["shared-sender-pause"],
  queryFn: () => request<{ pause: SharedSenderPause | null }>("GET", "/shared-sender-pause"),
  refetchInterval: 60_000,
});

/** Above every screen while the organisation's mail on the shared sender is held back: why, and what to do. */
export function SharedSenderBanner() {
  const { t } = useTranslation("messaging");
  const mayManage = useCan("organisation.manage");
  const { data } = useQuery(pauseQuery);
  const pause = data?.pause;
  if (!pause) return null;
  const { reason, counted, sent, mayResume } = pause;
  const text = [t(`shared.${reason}`, { counted, sent }), ...(mayResume ? [] : [t("shared.operator")])].join(" ");
  return (
    <Banner
      tone="bad"
      isAlert
      title={t("shared.title")}
      text={text}
      action={mayManage && (mayResume ? <ResumeButton /> : <ConnectButton />)}
    />
  );
}

function ConnectButton() {
  const { t } = useTranslation("senders");
  return (
    <LinkButton to="/settings/senders/new" variant="default" size="sm">
      {t("list.add")}
    </LinkButton>
  );
}

function ResumeButton() {
  const { t } = useTranslation("messaging");
  const cache = useQueryClient();
  const [isOpen, { open, close }] = useDisclosure(false);
  const [reason, setReason] = useState("");
  const resume = useMutation({
    mutationFn: () =>
      request("POST", "/shared-sender-pause/resume", { body: { reason }, idempotencyKey: newIdempotencyKey() }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: pauseQuery.queryKey });
      toast(t("shared.resumed"));
    },
  });
  return (
    <>
      <Button variant="default" size="sm" onClick={open}>
        {t("shared.resume")}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t("shared.resume")}
        closeButtonProps={{ "aria-label": t("common:close") }}
      >
        <Stack>
          <Text>{t("shared.resumeText")}</Text>
          <DataArea
            label={t("shared.reason")}
            required
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <ErrorNotice problem={resume.error} />
          <Group justify="flex-end">
            <Button disabled={reason.trim().length < 10} loading={resume.isPending} onClick={() => resume.mutate()}>
              {t("shared.resume")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
