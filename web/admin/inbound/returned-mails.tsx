import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Sender } from "../../../contracts/senders.ts";
import { Section } from "../../ui/section.tsx";
import { useCan } from "../session.ts";
import { ReturnMailboxForm } from "./return-mailbox-form.tsx";
import { returnMailboxQuery } from "./return-mailbox-queries.ts";
import { ReturnMailboxState } from "./return-mailbox-state.tsx";

/** How reports about undeliverable mail of this sender come back. */
export function ReturnedMails({ sender }: { sender: Sender }) {
  const { t } = useTranslation("inbound");
  if (sender.kind === "smtp" && sender.returnDomain === null) return <MailboxSection senderId={sender.senderId} />;
  if (sender.returnDomain === null) return null;
  return (
    <Section title={t("title")} description={t("lead")}>
      <Text>{t("byReturnAddress", { domain: sender.returnDomain })}</Text>
    </Section>
  );
}

function MailboxSection({ senderId }: { senderId: string }) {
  const { t } = useTranslation("inbound");
  const mayManage = useCan("senders.manage");
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery(returnMailboxQuery(senderId));
  if (!data) return null;
  const { mailbox } = data;
  return (
    <Section title={t("title")} description={t("lead")}>
      {mailbox && <ReturnMailboxState senderId={senderId} mailbox={mailbox} />}
      {!mailbox && !isOpen && (
        <>
          <Text mb="md">{t("off")}</Text>
          {mayManage && (
            <Button variant="default" onClick={() => setOpen(true)}>
              {t("setUp")}
            </Button>
          )}
        </>
      )}
      {mayManage && (mailbox || isOpen) && <ReturnMailboxForm senderId={senderId} mailbox={mailbox} />}
    </Section>
  );
}
