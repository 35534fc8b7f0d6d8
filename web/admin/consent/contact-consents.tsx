import { Stack, Text } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { AddressConsent as Consent, TypeConsent } from "../../../contracts/consent.ts";
import type { Contact, ContactAddress } from "../../../contracts/contacts.ts";
import { DateTime } from "../../ui/date-time.tsx";
import { Section } from "../../ui/section.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { addressConsentQuery } from "./consent-queries.ts";
import { ConsentBadge } from "./consent-status.tsx";
import styles from "./contact-consents.module.css";
import { lastMoment } from "./last-moment.ts";

/** V17: one field for each consent type, with its date and its validity. The icon beside the address changes them. */
export function ContactConsents({ contact }: { contact: Contact }) {
  const { t } = useTranslation("consent");
  const consents = useQueries({ queries: contact.addresses.map(({ addressId }) => addressConsentQuery(addressId)) });
  if (contact.addresses.length === 0) return null;
  return (
    <Section title={t("fields.title")} description={t("fields.text")}>
      <Stack gap="lg">
        {contact.addresses.map((address, index) => (
          <AddressFields key={address.contactAddressId} address={address} consent={consents[index]?.data} />
        ))}
      </Stack>
    </Section>
  );
}

function AddressFields({ address, consent }: { address: ContactAddress; consent: Consent | undefined }) {
  const { t } = useTranslation("consent");
  return (
    <div>
      <Text fw={600} mb="xs" translate="no" style={{ overflowWrap: "anywhere" }}>
        {address.shown}
      </Text>
      {consent && consent.suppressions.length > 0 && (
        <Text size="sm" mb="xs" component="div">
          <StatusBadge tone="bad" label={t("panel.blocked")} /> {t("fields.blocked")}
        </Text>
      )}
      {consent ? (
        <ul className={styles.fields}>
          {consent.types
            .filter((type) => isForChannel(type, address.kind))
            .map((type) => (
              <TypeField key={type.typeId} type={type} />
            ))}
        </ul>
      ) : (
        <Text c="dimmed">{t("common:loading")}</Text>
      )}
    </div>
  );
}

/** D18: contact is for calls, mass and single are for written messages; of those a number shows what was ever said. */
function isForChannel(type: TypeConsent, kind: ContactAddress["kind"]): boolean {
  if (kind === "phone") return type.allowsContact || type.status !== "not-asked";
  return type.allowsMass || type.allowsSingle;
}

function TypeField({ type }: { type: TypeConsent }) {
  const { t } = useTranslation("consent");
  return (
    <li className={styles.field}>
      <Text fw={500} translate="no">
        {type.title}
      </Text>
      <ConsentBadge status={type.status} />
      <Text size="sm" c="dimmed" component="div">
        {type.decidedAt && (
          <div>
            {t("panel.since")} <DateTime at={type.decidedAt} isDateOnly />
          </div>
        )}
        {type.status === "accepted" && (
          <div>
            {type.validUntil ? (
              <>
                {t("panel.valid-until")} <DateTime at={lastMoment(type.validUntil)} isDateOnly />
              </>
            ) : (
              t("fields.always")
            )}
          </div>
        )}
      </Text>
    </li>
  );
}
