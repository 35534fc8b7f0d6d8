import type { ConsentStatus, LedgerEvent } from "../../../../contracts/consent.ts";
import type { EventLine } from "../ledger-export.rules.ts";

export interface RecordedType {
  typeId: string;
  code: string;
  title: string;
  description: string;
  status: ConsentStatus;
  validUntil: string | null;
}

export interface RecordParties {
  orgId: string;
  organisation: string;
  subject: string;
  address: { kind: "email" | "phone" | "push"; value: string } | null;
  withdrawalUrl: string;
}

const states: Partial<Record<LedgerEvent, string>> = {
  requested: "requested",
  granted: "given",
  extended: "reconfirmed",
  refused: "refused",
  withdrawn: "withdrawn",
  ended: "terminated",
};
const piiTypes = { email: "email_address", phone: "telephone_number", push: "application_installation" };

/**
 * One record for each consent type. Names of fields and sections are those of ISO/IEC TS 27560:2023, 6.3.3 to 6.3.7;
 * what the standard has no field for stands under `placet`.
 */
export function consentRecord(type: RecordedType, parties: RecordParties, events: EventLine[]) {
  const own = events.filter(({ record }) => record.type === type.typeId && states[record.kind] !== undefined);
  const shown = own.findLast(({ record }) => record.wordingHash !== null)?.record;
  return {
    schema_version: "ISO/IEC TS 27560:2023",
    record_id: `${parties.subject}/${type.typeId}`,
    pii_principal_id: parties.subject,
    pii_processing: {
      privacy_notice: shown ? `sha256:${shown.wordingHash}` : null,
      language: shown?.language ?? null,
      purposes: [purposeOf(type, parties)],
    },
    party_identification: [
      { party_id: parties.orgId, party_name: parties.organisation, party_role: "PII controller" },
      { party_id: parties.subject, party_role: "PII principal" },
    ],
    event: own.map((event) => eventOf(event, parties)),
    placet: { status: type.status, valid_until: type.validUntil },
  };
}

function purposeOf(type: RecordedType, parties: RecordParties) {
  return {
    purpose: type.title,
    purpose_type: type.code,
    lawful_basis: "consent",
    pii_information: [
      {
        pii_type: parties.address ? piiTypes[parties.address.kind] : "erased",
        pii_attribute_id: parties.address?.value ?? null,
      },
    ],
    pii_controllers: [parties.orgId],
    withdrawal_method: parties.withdrawalUrl,
    placet: { purpose_description: type.description },
  };
}

function eventOf({ seq, hash, record, beside }: EventLine, { orgId, subject }: RecordParties) {
  return {
    event_time: record.occurredAt,
    validity_duration: durationOf(record),
    entity_id: record.actor === "person" ? subject : orgId,
    event_type: "explicit",
    event_state: states[record.kind] ?? null,
    placet: {
      event_id: record.eventId,
      recorded_time: record.recordedAt,
      valid_until: record.validUntil,
      actor: record.actor,
      source: record.source,
      wording: beside?.wording ?? null,
      evidence: beside?.evidence?.text ?? null,
      ledger: { seq, hash },
    },
  };
}

/** Whole seconds as ISO 8601 writes them; null: without end, or nothing was given. */
function durationOf({ occurredAt, validUntil }: EventLine["record"]): string | null {
  if (validUntil === null) return null;
  return `PT${Math.round((Date.parse(validUntil) - Date.parse(occurredAt)) / 1000)}S`;
}
