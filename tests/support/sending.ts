import { sql } from "kysely";
import type { Basis, MessageClass } from "../../contracts/consent.ts";
import { createContactBody } from "../../contracts/contacts.ts";
import type { BatchCounts, BatchState, MessageState } from "../../contracts/messaging.ts";
import { appendEvents } from "../../server/modules/consent/append-events.ts";
import { lockAddresses } from "../../server/modules/consent/lock-addresses.ts";
import { registerContacts } from "../../server/modules/contacts/index.ts";
import type { DispatcherOptions } from "../../server/modules/messaging/dispatch/run-dispatcher.ts";
import { startDispatcher } from "../../server/modules/messaging/dispatch/start-dispatcher.ts";
import {
  countBatch,
  createBatch,
  getBatchState,
  queueMessage,
  queueMessagesForAudience,
} from "../../server/modules/messaging/index.ts";
import { chooseSender } from "../../server/modules/senders/index.ts";
import { saveContentVersion } from "../../server/modules/templates/index.ts";
import type { Context } from "../../server/platform/context.ts";
import { newId } from "../../server/platform/ids.ts";
import type { Background } from "../../server/platform/module.ts";
import { newPerson, type TestPerson, typesOf } from "./people.ts";
import { type SinkOptions, type SmtpSink, startSmtpSink } from "./smtp-sink.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "./test-app.ts";

export interface Sending {
  app: TestApp;
  sink: SmtpSink;
  org: TestOrganisation;
  newsletter: string;
  personal: string;
  senderId: string;
  contentVersionId: string;
  /** Starts a worker in this process; the stop of the whole stops it too. */
  work: (options?: DispatcherOptions) => Promise<Background>;
  stop: () => Promise<void>;
}

/** The product with a platform sender that leads to a sink of ours. */
export async function startSending(
  options: SinkOptions & PlatformWish & { connections?: number } = {},
  environment: Record<string, string> = {},
): Promise<Sending> {
  const { connections, limit, canary, budget, repeats, ...sinkOptions } = options;
  const wished = { limit, canary, budget, repeats };
  const more = Object.fromEntries(Object.entries(wished).filter(([, value]) => value !== undefined));
  const sink = await startSmtpSink(sinkOptions);
  const app = await startTestApp({
    environment: { ...platformSenderAt(sink.port, connections, more), ...environment },
  });
  const org = await app.newOrganisation();
  const workers: Background[] = [];
  const types = await typesOf(app, org);
  return {
    app,
    sink,
    org,
    ...types,
    ...(await prepareOrganisation(app, org)),
    work: async (wanted) => {
      const worker = await startDispatcher(app.platform, { pollMs: 20, ...wanted });
      workers.push(worker);
      return worker;
    },
    stop: async () => {
      for (const worker of workers) await worker.stop();
      await sink.stop();
      await app.stop();
    },
  };
}

/** As `PLATFORM_SMTP_URL` says it. */
interface PlatformWish {
  limit?: string;
  canary?: string;
  budget?: string;
  repeats?: string;
}

/** Large launches begin at once and nobody is held back, unless `more` says otherwise: most tests are about other things. */
export function platformSenderAt(port: number, connections = 10, more: PlatformWish = {}): Record<string, string> {
  const others = new URLSearchParams({ canary: "off", budget: "off", ...more });
  return {
    PLATFORM_SMTP_URL: `smtp://127.0.0.1:${port}?from=news@placet.example&connections=${connections}&${others}`,
  };
}

export async function prepareOrganisation(app: TestApp, org: TestOrganisation) {
  return app.run(org, async (ctx) => ({
    senderId: (await chooseSender(ctx, { purpose: "campaign" })).senderId,
    contentVersionId: await newsletterContent(ctx),
  }));
}

export async function newsletterContent(ctx: Context, subject = "News for %name%"): Promise<string> {
  const html = '<p>Bonjour %name%, voici nos nouvelles.</p><p><a href="%preferences_link%">Vos choix</a></p>';
  const version = await saveContentVersion(ctx, { kind: "marketing", language: "fr", subject, html });
  return version.contentVersionId;
}

/** Registered contacts who accepted the newsletter on paper. */
export async function consentedPeople(
  sending: Pick<Sending, "app" | "org" | "newsletter">,
  count: number,
  name = "",
): Promise<TestPerson[]> {
  const contacts = Array.from({ length: count }, () => {
    const email = `${name}${newId()}@example.org`;
    const { addresses: _none, ...fields } = createContactBody.parse({ lastName: `Durand ${email.slice(0, 13)}` });
    return { fields, addresses: [{ kind: "email" as const, value: email, typed: email, label: "" }] };
  });
  return sending.app.run(sending.org, async (ctx) => {
    const origin = { kind: "staff" as const, importId: null, source: "test", by: "test" };
    const registered = await registerContacts(ctx, contacts, origin);
    const people = registered.map(({ contactId, addressIds }, index) => ({
      contactId,
      addressId: addressIds[0] ?? "",
      email: contacts[index]?.addresses[0]?.value ?? "",
    }));
    await lockAddresses(
      ctx,
      people.map((person) => person.addressId),
      "update",
    );
    await appendEvents(
      ctx,
      people.map(({ addressId }) => ({
        kind: "granted",
        addressId,
        typeId: sending.newsletter,
        source: "paper",
        validUntil: null,
      })),
    );
    return people;
  });
}

export type WhereToQueue = Pick<Sending, "app" | "org" | "newsletter" | "senderId" | "contentVersionId">;

export interface Launch {
  batchId: string;
  counts: () => Promise<BatchCounts>;
  state: () => Promise<BatchState | null>;
}

/** A campaign as the module above would launch it. */
export async function launch(
  sending: WhereToQueue,
  people: TestPerson[],
  messageClass: "marketing" | "consent-request" = "marketing",
): Promise<Launch> {
  const { app, org } = sending;
  const batchId = await app.run(org, async (ctx) => {
    const batch = await createBatch(ctx, { name: "Printemps", cause: "campaign" });
    await queueMessagesForAudience(ctx, {
      ...batch,
      senderId: sending.senderId,
      contentVersionId: sending.contentVersionId,
      messageClass,
      typeId: sending.newsletter,
      audience: audienceOf(people),
    });
    return batch.batchId;
  });
  return watchLaunch(sending, batchId);
}

export function watchLaunch({ app, org }: Pick<WhereToQueue, "app" | "org">, batchId: string): Launch {
  return {
    batchId,
    counts: () => app.run(org, (ctx) => countBatch(ctx, batchId)),
    state: () => app.run(org, (ctx) => getBatchState(ctx, batchId)),
  };
}

export function audienceOf(people: TestPerson[]) {
  return sql`
    SELECT address_id, contact_id
    FROM unnest(${people.map((one) => one.addressId)}::uuid[], ${people.map((one) => one.contactId)}::uuid[])
      AS person (address_id, contact_id)`;
}

export interface Single {
  messageClass?: MessageClass;
  person?: TestPerson;
  basis?: Basis;
  typeId?: string;
  dedupeKey?: string;
}

/** One message to one person; of class service unless said otherwise. */
export async function queueOne(sending: WhereToQueue, wanted: Single = {}): Promise<string> {
  const { app, org, senderId, contentVersionId } = sending;
  const person = wanted.person ?? (await newPerson(app, org));
  const { messageId } = await app.run(org, (ctx) =>
    queueMessage(ctx, {
      messageClass: wanted.messageClass ?? "service",
      origin: "staff",
      recipient: { contactId: person.contactId, addressId: person.addressId },
      contentVersionId,
      senderId,
      dedupeKey: wanted.dedupeKey ?? newId(),
      ...(wanted.basis ? { basis: wanted.basis } : {}),
      ...(wanted.typeId ? { typeId: wanted.typeId } : {}),
    }),
  );
  return messageId;
}

type Where = Pick<Sending, "app" | "org">;

export interface StoredMessage {
  messageId: string;
  state: MessageState;
  finalReason: string | null;
  ground: string | null;
  consentEventId: string | null;
  addressId: string;
  recipientAddress: string;
  attemptCount: number;
  handedOverAt: Date | null;
  messageIdHeader: string | null;
}

export async function storedMessages(
  { app, org }: Where,
  filter: { batchId?: string; messageId?: string; state?: string } = {},
): Promise<StoredMessage[]> {
  const { batchId = null, messageId = null, state = null } = filter;
  return app.run(org, async (ctx) => {
    const { rows } = await sql<StoredMessage>`
      SELECT message_id AS "messageId", state, final_reason AS "finalReason", ground, consent_event_id AS "consentEventId",
        address_id AS "addressId", recipient_address AS "recipientAddress", attempt_count AS "attemptCount",
        handed_over_at AS "handedOverAt", message_id_header AS "messageIdHeader"
      FROM messaging.messages
      WHERE (${batchId}::uuid IS NULL OR batch_id = ${batchId}::uuid)
        AND (${messageId}::uuid IS NULL OR message_id = ${messageId}::uuid) AND (${state}::text IS NULL OR state = ${state}::text)
      ORDER BY message_id`.execute(ctx.tx);
    return rows;
  });
}

export async function storedMessage(where: Where, messageId: string): Promise<StoredMessage | undefined> {
  return (await storedMessages(where, { messageId }))[0];
}

/** Recipients of which the sink accepted more than one copy. */
export function duplicatesIn(sink: SmtpSink): string[] {
  const seen = new Map<string, number>();
  for (const { to } of sink.accepted) seen.set(to, (seen.get(to) ?? 0) + 1);
  return [...seen].flatMap(([to, copies]) => (copies > 1 ? [to] : []));
}
