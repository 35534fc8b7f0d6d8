import { Button } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ContentDraft } from "../../../contracts/templates.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { toast } from "../../ui/toast.tsx";

interface Props {
  draft: ContentDraft;
  contactId: string | undefined;
  /** The sender that the real message will take. */
  senderId: string | undefined;
  isDisabled: boolean;
}

/** To one's own mailbox, as the message stands now; the template itself is not saved. */
export function SendTest({ draft, contactId, senderId, isDisabled }: Props) {
  const { t } = useTranslation("templates");
  const send = useMutation({
    mutationFn: () =>
      request<{ to: string }>("POST", "/messages/test", {
        body: { ...draft, contactId: contactId ?? null, ...(senderId && { senderId }) },
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: ({ to }) => toast(t("preview.testSent", { to })),
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconSend size={18} aria-hidden />}
        loading={send.isPending}
        disabled={isDisabled}
        onClick={() => send.mutate()}
      >
        {t("preview.sendTest")}
      </Button>
      <ErrorNotice problem={send.error} title={t("preview.testNotSent")} />
    </>
  );
}
