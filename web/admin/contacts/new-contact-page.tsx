import { Button, Group, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Contact } from "../../../contracts/contacts.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { DataField } from "../../ui/data-field.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Section } from "../../ui/section.tsx";
import { toast } from "../../ui/toast.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { useUnsavedGuard } from "../../ui/use-unsaved-guard.tsx";
import { ContactFields, emptyDraft } from "./contact-form.tsx";

export function NewContactPage() {
  const { t } = useTranslation("contacts");
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [draft, setDraft] = useState(emptyDraft);
  const [email, setEmail] = useState("");
  const [phone, setPhone] = useState("");
  const addresses = [
    { kind: "email" as const, typed: email },
    { kind: "phone" as const, typed: phone },
  ].filter(({ typed }) => typed.trim() !== "");
  const create = useMutation({
    mutationFn: () =>
      request<Contact>("POST", "/contacts", { body: { ...draft, addresses }, idempotencyKey: newIdempotencyKey() }),
    onSuccess: async ({ contactId }) => {
      await cache.invalidateQueries({ queryKey: ["contacts"] });
      toast(t("common:saved"));
      await navigate({ to: "/contacts/$contactId", params: { contactId } });
    },
  });
  const guard = useUnsavedGuard((draft !== emptyDraft || addresses.length > 0) && create.isIdle);
  const fieldProblem = useFieldProblem(create.error);
  const problemOf = (kind: "email" | "phone") => {
    const index = addresses.findIndex((address) => address.kind === kind);
    return index === -1 ? undefined : fieldProblem(`addresses.${index}.typed`);
  };
  return (
    <>
      {guard}
      <PageHeader title={t("new.title")} back={{ to: "/contacts", label: t("list.title") }} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <Section title={t("page.reach")} description={t("new.reachText")}>
          <Stack maw={480}>
            <DataField
              type="text"
              inputMode="email"
              label={t("addressKinds.email")}
              value={email}
              error={problemOf("email")}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <DataField
              inputMode="tel"
              label={t("addressKinds.phone")}
              value={phone}
              error={problemOf("phone")}
              onChange={(event) => setPhone(event.currentTarget.value)}
            />
          </Stack>
        </Section>
        <ContactFields draft={draft} onChange={setDraft} fieldProblem={fieldProblem} />
        <ErrorNotice problem={create.error} />
        <Group>
          <Button type="submit" loading={create.isPending}>
            {t("new.save")}
          </Button>
        </Group>
      </form>
    </>
  );
}
