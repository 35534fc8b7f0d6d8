import { createHash } from "node:crypto";
import type { AddressConsent } from "../../../../contracts/consent.ts";
import type { EvidenceMessage, EvidenceMessages } from "../../../../contracts/consent-evidence.ts";
import type { Language } from "../../../../contracts/languages.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { getOrganisation } from "../../identity/index.ts";
import { listSubjects } from "../address-locks.queries.ts";
import { getAddressConsent } from "../get-address-consent.ts";
import { findChainHead, readTime } from "../ledger.queries.ts";
import type { CheckpointLine, EventLine } from "../ledger-export.rules.ts";
import { canonicalJson, genesisHash } from "../ledger-record.rules.ts";
import { listTypes } from "../list-types.ts";
import { signCheckpoint } from "../sign-checkpoint.ts";
import { consentRecord, type RecordedType } from "./consent-records.rules.ts";
import { listSeqsOfAddress } from "./evidence.queries.ts";
import { type ChainPath, proveChain } from "./prove-chain.ts";

export interface EvidencePack {
  format: "placet-consent-evidence";
  version: 1;
  packId: string;
  issuedAt: string;
  orgId: string;
  organisation: string;
  subject: string;
  address: AddressConsent["value"];
  records: ReturnType<typeof consentRecord>[];
  chain: ChainPath[];
  /** Not in what a person takes along by a link: whoever has that mail would read all the others. */
  messages?: GroundedMessages;
  publicKeyPem: string;
}

export interface GroundedMessages extends EvidenceMessages {
  items: GroundedMessage[];
}

export interface GroundedMessage extends EvidenceMessage {
  /** Where in the chain the event stands on which the gate agreed. */
  ledgerSeq: number | null;
}

export interface EvidenceInput {
  addressId: string;
  /** The person; staff otherwise. */
  reader?: { language: Language };
  messages?: EvidenceMessages;
}

export interface SealedEvidence {
  evidence: EvidencePack;
  /** The head of the ledger when it was made, with the hash of the canonical JSON of `evidence`, signed. */
  seal: CheckpointLine;
}

export interface EvidenceForPrint extends SealedEvidence {
  language: Language;
  timeZone: string;
  events: EventLine[];
  types: RecordedType[];
}

/** Everything that proves the consents of one address, in one piece that others can check without us. */
export async function makeEvidence(
  ctx: Context,
  { addressId, reader, messages }: EvidenceInput,
): Promise<EvidenceForPrint> {
  const consent = await getAddressConsent(ctx, addressId);
  const seqs = await listSeqsOfAddress(ctx, addressId);
  const [subject] = await listSubjects(ctx, [addressId]);
  if (!subject || seqs.length + (messages?.total ?? 0) === 0) throw refuse("consent.no-evidence");
  const organisation = await getOrganisation(ctx);
  const chain = reader ? withoutStaff(await proveChain(ctx, seqs)) : await proveChain(ctx, seqs);
  const own = new Set(seqs);
  const events = chain.flatMap((path) => path.events).filter((event) => own.has(event.seq));
  const types = await listRecordedTypes(ctx, consent, events);
  const { subjectId } = subject;
  const parties = {
    orgId: ctx.orgId,
    organisation: organisation.name,
    subject: subjectId,
    address: consent.kind === null || consent.value === null ? null : { kind: consent.kind, value: consent.value },
    withdrawalUrl: `${ctx.platform.config.publicUrl}/area/${ctx.orgId}`,
  };
  const evidence: EvidencePack = {
    format: "placet-consent-evidence",
    version: 1,
    packId: newId(),
    issuedAt: (await readTime(ctx)).toISOString(),
    orgId: ctx.orgId,
    organisation: organisation.name,
    subject: subjectId,
    address: consent.value,
    records: types.map((type) => consentRecord(type, parties, events)),
    chain,
    ...(messages && { messages: groundedIn(events, messages) }),
    publicKeyPem: ctx.platform.keys.publicKeyPem,
  };
  const { language, timeZone } = { ...organisation, ...reader };
  return { evidence, seal: await seal(ctx, evidence), language, timeZone, events, types };
}

function groundedIn(events: EventLine[], { total, items }: EvidenceMessages): GroundedMessages {
  const seqs = new Map(events.map(({ seq, record }) => [record.eventId, seq]));
  return {
    total,
    items: items.map((item) => ({ ...item, ledgerSeq: seqs.get(item.consentEventId ?? "") ?? null })),
  };
}

/** Names of staff lie beside the hashes: without them everything verifies as before. */
function withoutStaff(chain: ChainPath[]): ChainPath[] {
  return chain.map((path) => ({
    ...path,
    events: path.events.map((event) => {
      const { actorName: _name, ...beside } = event.beside ?? {};
      return event.beside ? { ...event, beside } : event;
    }),
  }));
}

async function listRecordedTypes(ctx: Context, consent: AddressConsent, events: EventLine[]): Promise<RecordedType[]> {
  const used = new Set(events.map((event) => event.record.type));
  const types = (await listTypes(ctx, { withArchived: true })).filter((type) => used.has(type.typeId));
  return types.map(({ typeId, code, title, description }) => {
    const now = consent.types.find((type) => type.typeId === typeId);
    const last = events.filter(({ record }) => record.type === typeId && record.stateAfter !== null).at(-1);
    return {
      ...{ typeId, code, title, description },
      status: now?.status ?? last?.record.stateAfter ?? "not-asked",
      validUntil: now?.validUntil ?? last?.record.validUntil ?? null,
    };
  });
}

async function seal(ctx: Context, evidence: EvidencePack): Promise<CheckpointLine> {
  const head = (await findChainHead(ctx)) ?? { seq: 0, hash: genesisHash };
  const linesHash = createHash("sha256").update(canonicalJson(evidence)).digest("hex");
  return signCheckpoint(ctx.platform, { orgId: ctx.orgId, ...head, at: evidence.issuedAt, linesHash });
}
