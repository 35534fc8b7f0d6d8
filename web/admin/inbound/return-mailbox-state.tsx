import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ReadMailboxAnswer, ReturnMailbox } from "../../../contracts/inbound.ts";
import { request } from "../../api-client/request.ts";
import { Banner } from "../../ui/banner.tsx";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { toast } from "../../ui/toast.tsx";
import { useCan } from "../session.ts";
import { returnMailboxPath, returnMailboxQuery } from "./return-mailbox-queries.ts";

interface Props {
  senderId: string;
  mailbox: ReturnMailbox;
}

/** When it was read, what was found, and what is in the way. */
export function ReturnMailboxState({ senderId, mailbox }: Props) {
  const { t } = useTranslation("inbound");
  return (
    <Stack mb="lg">
      {!mailbox.hasPassword && <Banner tone="attention" title={t("passwordMissing")} />}
      {mailbox.lastProblem && (
        <Banner tone="bad" isAlert title={t("problem")} text={t(`problems.${mailbox.lastProblem}`)} />
      )}
      <Text>
        {t("lastRead")}: {mailbox.lastReadAt ? <DateTime at={mailbox.lastReadAt} isRelative /> : t("never")} ·{" "}
        {t("found")}: {mailbox.found}
      </Text>
      <Actions senderId={senderId} mailbox={mailbox} />
    </Stack>
  );
}

function Actions({ senderId, mailbox }: Props) {
  const { t } = useTranslation("inbound");
  const cache = useQueryClient();
  const mayManage = useCan("senders.manage");
  const reload = () => cache.invalidateQueries({ queryKey: returnMailboxQuery(senderId).queryKey });
  const read = useMutation({
    mutationFn: () => request<ReadMailboxAnswer>("POST", `${returnMailboxPath(senderId)}/read`),
    onSuccess: async ({ problem, found }) => {
      await reload();
      if (problem === null) toast(t("readDone", { count: found }));
    },
  });
  if (!mayManage) return null;
  return (
    <>
      <ErrorNotice problem={read.error} />
      <Group>
        {mailbox.hasPassword && (
          <Button variant="default" loading={read.isPending} onClick={() => read.mutate()}>
            {t("readNow")}
          </Button>
        )}
        <ConfirmButton
          question={t("removeQuestion")}
          consequence={t("removeConsequence")}
          confirmLabel={t("remove")}
          isDangerous
          onConfirm={() => request("DELETE", returnMailboxPath(senderId)).then(reload)}
        >
          {t("remove")}
        </ConfirmButton>
      </Group>
    </>
  );
}
