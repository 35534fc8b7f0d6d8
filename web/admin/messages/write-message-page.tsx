import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Contact } from "../../../contracts/contacts.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { useFilters } from "../../ui/filters.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Section } from "../../ui/section.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { useSession } from "../session.ts";
import { ContentEditor } from "../templates/content-editor.tsx";
import { ChooseWhom } from "./choose-whom.tsx";
import { contactQuery, singleCheckQuery } from "./message-queries.ts";
import { ReasonPrompt, type StatedReason } from "./reason-prompt.tsx";
import { TemplateChoice } from "./template-choice.tsx";
import { useSendMessage } from "./use-send-message.ts";

/** One message by hand to one contact, with the gate's answer before it is written. */
export function WriteMessagePage() {
  const [{ contactId, addressId = "" }] = useFilters<{ contactId?: string; addressId?: string }>();
  return contactId === undefined ? <ChooseWhom /> : <ToContact contactId={contactId} addressId={addressId} />;
}

function ToContact({ contactId, addressId }: { contactId: string; addressId: string }) {
  const contact = useQuery(contactQuery(contactId));
  return <QueryView query={contact}>{(found) => <Composer contact={found} wantedAddressId={addressId} />}</QueryView>;
}

function Composer({ contact, wantedAddressId }: { contact: Contact; wantedAddressId: string }) {
  const { t } = useTranslation("messaging");
  const { organisation } = useSession();
  const emails = contact.addresses.filter(({ kind }) => kind === "email");
  const [addressId, setAddressId] = useState(wantedAddressId || (emails[0]?.addressId ?? ""));
  const [content, setContent] = useState({ subject: "", html: "" });
  const [begunWith, setBegunWith] = useState(content);
  const [reason, setReason] = useState<StatedReason>();
  const check = useQuery(singleCheckQuery({ addressId, contactId: contact.contactId })).data;
  const send = useSendMessage();
  const fieldProblem = useFieldProblem(send.error);
  // The editor reads its text once: another template needs another editor.
  const begin = (template: typeof content) => {
    setContent(template);
    setBegunWith(template);
  };
  const needsReason = check?.mustAskReason === true && reason === undefined;
  const isBlocked = check !== undefined && !check.isAllowed && !check.mayStateReason;
  return (
    <>
      <PageHeader
        title={t("write.title", { name: contact.displayName })}
        back={{ to: `/contacts/${contact.contactId}`, label: contact.displayName }}
      />
      <Section title={t("write.to")}>
        <Stack maw={560}>
          {emails.length === 0 && <Text>{t("write.noEmail")}</Text>}
          {emails.length > 0 && (
            <SelectField
              label={t("write.address")}
              translate="no"
              options={emails.map((email) => ({ value: email.addressId, label: email.value }))}
              value={addressId}
              onChange={setAddressId}
            />
          )}
          <TemplateChoice onChoose={begin} />
          {check && <ReasonPrompt check={check} reason={reason} onChange={setReason} />}
        </Stack>
      </Section>
      {!isBlocked && (
        <ContentEditor
          key={begunWith.html}
          kind="personal"
          language={contact.language ?? organisation.language}
          value={content}
          onChange={setContent}
          contact={{ contactId: contact.contactId, name: contact.displayName }}
          fieldProblem={fieldProblem}
        />
      )}
      <ErrorNotice problem={send.error} />
      <Group>
        <Button
          onClick={() =>
            send.mutate({ contactId: contact.contactId, addressId, ...content, ...(reason && { reason }) })
          }
          loading={send.isPending}
          disabled={isBlocked || needsReason || content.subject.trim() === ""}
        >
          {t("write.send")}
        </Button>
      </Group>
    </>
  );
}
