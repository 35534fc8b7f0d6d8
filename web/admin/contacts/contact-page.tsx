import { Badge, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Contact } from "../../../contracts/contacts.ts";
import { DateTime } from "../../ui/date-time.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Section } from "../../ui/section.tsx";
import { ContactCalls } from "../calls/contact-calls.tsx";
import { ContactConsents } from "../consent/contact-consents.tsx";
import { Facts } from "../messages/facts.tsx";
import { useCan } from "../session.ts";
import { ContactAddresses } from "./contact-addresses.tsx";
import { contactQuery } from "./contact-queries.ts";
import { EraseContact } from "./erase-contact.tsx";
import { LastMessages } from "./last-messages.tsx";

export function ContactPage() {
  const { contactId = "" } = useParams({ strict: false });
  const contact = useQuery(contactQuery(contactId));
  return <QueryView query={contact}>{(found) => <ContactView contact={found} />}</QueryView>;
}

/** One person: how to reach them with what they agreed to, who they are, what they got. */
function ContactView({ contact }: { contact: Contact }) {
  const { t } = useTranslation("contacts");
  const { contactId } = contact;
  return (
    <>
      <PageHeader
        title={contact.displayName}
        titleIsData
        description={`${t(`kinds.${contact.kind}`)} · ${t("page.number", { number: contact.contactNumber })}`}
        back={{ to: "/contacts", label: t("list.title") }}
        badge={
          <Badge variant="light" tt="none">
            {t(`statuses.${contact.status}`)}
          </Badge>
        }
        actions={<PageActions contact={contact} />}
      />
      <ContactAddresses contact={contact} />
      {useCan("consent.read") && <ContactConsents contact={contact} />}
      <Section title={t("page.about")}>
        <About contact={contact} />
      </Section>
      {useCan("messages.read") && <LastMessages contactId={contactId} />}
      {useCan("consent.read") && <ContactCalls contactId={contactId} />}
    </>
  );
}

function PageActions({ contact }: { contact: Contact }) {
  const { t } = useTranslation("contacts");
  const mayWrite = useCan("contacts.write");
  const maySend = useCan("messages.send");
  return (
    <>
      {mayWrite && <EraseContact contact={contact} />}
      {mayWrite && (
        <LinkButton to={`/contacts/${contact.contactId}/edit`} variant="default">
          {t("page.edit")}
        </LinkButton>
      )}
      {maySend && (
        <LinkButton to="/messages/new" search={{ contactId: contact.contactId }}>
          {t("page.write")}
        </LinkButton>
      )}
    </>
  );
}

function About({ contact }: { contact: Contact }) {
  const { t } = useTranslation("contacts");
  const place = [
    contact.addressLine1,
    contact.addressLine2,
    `${contact.postcode} ${contact.city}`.trim(),
    contact.country,
  ];
  const shown = [
    { label: t("fields.company"), value: contact.company },
    { label: t("fields.place"), value: place.filter((line) => line !== "").join(", ") },
    { label: t("fields.language"), value: contact.language ? t(`languages.${contact.language}`) : "" },
    { label: t("fields.notes"), value: contact.notes },
  ].filter(({ value }) => value !== "");
  return (
    <Facts
      facts={[
        ...shown.map(({ label, value }) => ({
          label,
          value: (
            <Text translate="no" style={{ whiteSpace: "pre-line" }}>
              {value}
            </Text>
          ),
        })),
        ...(contact.tags.length > 0 ? [{ label: t("fields.tags"), value: <Tags tags={contact.tags} /> }] : []),
        { label: t("page.origin"), value: <Origin contact={contact} /> },
      ]}
    />
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <Group gap={6} translate="no">
      {tags.map((tag) => (
        <Badge key={tag} variant="default" tt="none" fw={500}>
          {tag}
        </Badge>
      ))}
    </Group>
  );
}

/** D10: who declared that this person belongs here, when, and from what source. */
function Origin({ contact }: { contact: Contact }) {
  const { t } = useTranslation("contacts");
  const { kind, by, source } = contact.origin;
  return (
    <>
      {t(`origins.${kind}`)}
      {by && `, ${by}`}
      {source && ` (${source})`}, <DateTime at={contact.createdAt} />
    </>
  );
}
