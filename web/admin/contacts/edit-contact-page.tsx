import { Button, Group } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Contact } from "../../../contracts/contacts.ts";
import { request } from "../../api-client/request.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { toast } from "../../ui/toast.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { useUnsavedGuard } from "../../ui/use-unsaved-guard.tsx";
import { ContactFields, draftOf } from "./contact-form.tsx";
import { contactQuery } from "./contact-queries.ts";

export function EditContactPage() {
  const { contactId = "" } = useParams({ strict: false });
  const contact = useQuery(contactQuery(contactId));
  return <QueryView query={contact}>{(found) => <EditForm contact={found} />}</QueryView>;
}

function EditForm({ contact }: { contact: Contact }) {
  const { t } = useTranslation("contacts");
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(contact));
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(contact));
  const save = useMutation({
    mutationFn: () =>
      request<Contact>("PATCH", `/contacts/${contact.contactId}`, { body: { ...draft, version: contact.version } }),
    onSuccess: async (changed) => {
      cache.setQueryData(contactQuery(contact.contactId).queryKey, changed);
      await cache.invalidateQueries({ queryKey: ["contacts"] });
      toast(t("common:saved"));
      await navigate({ to: "/contacts/$contactId", params: { contactId: contact.contactId } });
    },
  });
  const guard = useUnsavedGuard(isChanged && save.isIdle);
  return (
    <>
      {guard}
      <PageHeader
        title={t("edit.title", { name: contact.displayName })}
        back={{ to: `/contacts/${contact.contactId}`, label: contact.displayName }}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <ContactFields draft={draft} onChange={setDraft} fieldProblem={useFieldProblem(save.error)} />
        <ErrorNotice problem={save.error} />
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!isChanged}>
            {t("common:save")}
          </Button>
          <LinkButton to={`/contacts/${contact.contactId}`} variant="default">
            {t("common:cancel")}
          </LinkButton>
        </Group>
      </form>
    </>
  );
}
