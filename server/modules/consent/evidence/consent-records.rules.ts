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
  extended: "renewed",
  refused: "refused",
  withdrawn: "withdrawn",
  ended: "terminated",
};
const piiTypes = { email: "email_address", phone: "telephone_number", push: "application_installation" };

/** One record for each consent type, with the names of fields of ISO/IEC TS 27560:2023. */
export function consentRecord(type: RecordedType, parties: RecordParties, events: EventLine[]) {
  const own = events.filter(({ record }) => record.type === type.typeId && states[record.kind] !== undefined);
  return {
    schema_version: "ISO/IEC TS 27560:2023",
    record_id: `${parties.subject}/${type.typeId}`,
    pii_principal_id: parties.subject,
    pii_processing: [
      {
        purposes: [{ purpose: type.title, purpose_type: type.code, purpose_description: type.description }],
        lawful_basis: "consent",
        pii_information: [
          {
            pii_type: parties.address ? piiTypes[parties.address.kind] : "erased",
            pii_attribute: parties.address?.value ?? null,
          },
        ],
        pii_controllers: [parties.orgId],
        withdrawal_method: parties.withdrawalUrl,
        status: type.status,
        valid_until: type.validUntil,
      },
    ],
    party_identification: [
      { party_id: parties.orgId, party_role: "pii_controller", party_name: parties.organisation },
      { party_id: parties.subject, party_role: "pii_principal" },
    ],
    events: own.map(eventOf),
  };
}

function eventOf({ seq, hash, record, beside }: EventLine) {
  return {
    event_id: record.eventId,
    event_time: record.occurredAt,
    recorded_time: record.recordedAt,
    event_type: "explicit",
    event_state: states[record.kind] ?? null,
    validity_duration: record.validUntil,
    entity_id: record.actor,
    collection_method: record.source,
    language: record.language,
    privacy_notice: beside?.wording ?? (record.wordingHash === null ? null : { hash: record.wordingHash }),
    evidence: beside?.evidence?.text ?? null,
    ledger: { seq, hash },
  };
}
