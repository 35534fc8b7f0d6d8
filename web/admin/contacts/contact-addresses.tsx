import { ActionIcon, Button, Group, Menu, Stack, Text } from "@mantine/core";
import { IconDots, IconMail, IconPhone } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Contact, ContactAddress } from "../../../contracts/contacts.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { AddressText } from "../../ui/address-text.tsx";
import { ConfirmDialog } from "../../ui/confirm-button.tsx";
import { DataField } from "../../ui/data-field.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Section } from "../../ui/section.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { PhoneLink } from "../calls/phone-link.tsx";
import { AddressConsent } from "../consent/address-consent.tsx";
import { useCan } from "../session.ts";
import { contactQuery } from "./contact-queries.ts";

/** Each e-mail and phone, with its consent beside it. */
export function ContactAddresses({ contact }: { contact: Contact }) {
  const { t } = useTranslation("contacts");
  const mayWrite = useCan("contacts.write");
  return (
    <Section title={t("page.reach")} description={t("page.reachText")}>
      <Stack gap="xs">
        {contact.addresses.length === 0 && <Text c="dimmed">{t("page.noAddress")}</Text>}
        {contact.addresses.map((address) => (
          <AddressLine key={address.contactAddressId} contact={contact} address={address} />
        ))}
        {mayWrite && <AddAddress contact={contact} />}
      </Stack>
    </Section>
  );
}

function AddressLine({ contact, address }: { contact: Contact; address: ContactAddress }) {
  const { t } = useTranslation("contacts");
  const mayCall = useCan("consent.record");
  const Icon = address.kind === "phone" ? IconPhone : IconMail;
  const label = isKnownLabel(address.label) ? t(`labels.${address.label}`) : address.label;
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <Icon size={20} aria-hidden style={{ flexShrink: 0, marginTop: 4 }} />
      <div style={{ minWidth: 0, flex: "0 1 auto" }}>
        {address.kind === "phone" && mayCall ? (
          <PhoneLink contactId={contact.contactId} addressId={address.addressId} shown={address.shown} />
        ) : (
          <Text translate="no">
            <AddressText value={address.shown} />
          </Text>
        )}
        <Text size="xs" c="dimmed">
          {[label, address.sharedWith > 0 ? t("page.sharedWith", { count: address.sharedWith }) : ""]
            .filter(Boolean)
            .join(" · ")}
        </Text>
      </div>
      <AddressConsent addressId={address.addressId} value={address.shown} />
      {useCan("contacts.write") && <AddressMenu contact={contact} address={address} />}
    </Group>
  );
}

/** Imports give one of these; what somebody typed is shown as it is. */
const knownLabels = ["main", "work", "home", "mobile", "other"] as const;

function isKnownLabel(label: string): label is (typeof knownLabels)[number] {
  return knownLabels.some((known) => known === label);
}

function AddressMenu({ contact, address }: { contact: Contact; address: ContactAddress }) {
  const { t } = useTranslation("contacts");
  const cache = useQueryClient();
  const [isRemoving, setRemoving] = useState(false);
  const path = `/contacts/${contact.contactId}/addresses/${address.contactAddressId}`;
  const keep = (changed: Contact) => cache.setQueryData(contactQuery(contact.contactId).queryKey, changed);
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t("page.addressActions", { address: address.shown })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {address.position > 1 && (
            <Menu.Item onClick={() => void request<Contact>("PATCH", path, { body: { position: 1 } }).then(keep)}>
              {t("page.makeFirst")}
            </Menu.Item>
          )}
          <Menu.Item color="red.9" onClick={() => setRemoving(true)}>
            {t("page.removeAddress")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        isOpen={isRemoving}
        onClose={() => setRemoving(false)}
        question={t("page.removeQuestion", { address: address.shown })}
        consequence={t("page.removeConsequence")}
        confirmLabel={t("page.removeAddress")}
        isDangerous
        onConfirm={() => request<Contact>("DELETE", path).then(keep)}
      />
    </>
  );
}

function AddAddress({ contact }: { contact: Contact }) {
  const { t } = useTranslation("contacts");
  const cache = useQueryClient();
  const [kind, setKind] = useState<"email" | "phone">("email");
  const [typed, setTyped] = useState("");
  const add = useMutation({
    mutationFn: () =>
      request<Contact>("POST", `/contacts/${contact.contactId}/addresses`, {
        body: { kind, typed },
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: (changed) => {
      cache.setQueryData(contactQuery(contact.contactId).queryKey, changed);
      setTyped("");
    },
  });
  const fieldProblem = useFieldProblem(add.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <Group align="flex-end" mt="sm">
        <SelectField
          label={t("page.addWhat")}
          options={(["email", "phone"] as const).map((value) => ({ value, label: t(`addressKinds.${value}`) }))}
          value={kind}
          onChange={setKind}
          w={130}
        />
        <DataField
          label={t("page.newAddress")}
          value={typed}
          error={fieldProblem("typed")}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={add.isPending} disabled={typed.trim() === ""}>
          {t("common:add")}
        </Button>
      </Group>
      {fieldProblem("typed") === undefined && <ErrorNotice problem={add.error} />}
    </form>
  );
}
