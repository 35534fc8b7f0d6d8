import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createContactBody } from "../../contracts/contacts.ts";
import { subscriptions } from "../../server/app.ts";
import { recordGrant, suppressAddress, withdrawConsent } from "../../server/modules/consent/index.ts";
import { createContact, eraseContact } from "../../server/modules/contacts/index.ts";
import {
  createBatch,
  queueMessage,
  queueMessagesForAudience,
  setBatchState,
} from "../../server/modules/messaging/index.ts";
import { type Actor, type Context, runInOrganisation } from "../../server/platform/context.ts";
import { createPlatform, type RunningPlatform } from "../../server/platform/create-platform.ts";
import { isRefusal } from "../../server/platform/errors.ts";
import { newId } from "../../server/platform/ids.ts";
import { checksumOf } from "../rights/checksum.ts";
import { type DatabaseProxy, startDatabaseProxy } from "../support/database-proxy.ts";
import { newPerson, type TestPerson, typesOf } from "../support/people.ts";
import { audienceOf, prepareOrganisation, type WhereToQueue } from "../support/sending.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

let app: TestApp;
let place: WhereToQueue;
let proxy: DatabaseProxy;
let fragile: RunningPlatform;
let person: TestPerson;

beforeAll(async () => {
  const nowhere = "smtp://127.0.0.1:9?from=news@placet.example";
  app = await startTestApp({ environment: { LOG_LEVEL: "silent", PLATFORM_SMTP_URL: nowhere } });
  const org = await app.newOrganisation();
  place = { app, org, newsletter: (await typesOf(app, org)).newsletter, ...(await prepareOrganisation(app, org)) };
  proxy = await startDatabaseProxy(app.runtimeUrl);
  fragile = await createPlatform({
    config: { ...app.platform.config, logLevel: "silent" },
    runtimeUrl: proxy.url,
    subscriptions,
    maxConnections: 2,
  });
});
afterAll(async () => {
  proxy.faults = {};
  await fragile.stop();
  await proxy.stop();
  await app.stop();
});
beforeEach(async () => {
  proxy.faults = {};
  person = await newPerson(app, place.org);
});

const staff: Actor = { kind: "user", userId: newId(), name: "Ada Test", role: "administrator" };

const grant = (ctx: Context) =>
  recordGrant(ctx, {
    addressId: person.addressId,
    typeId: place.newsletter,
    givenOn: "2026-01-15",
    source: "paper",
    evidence: "Bon de commande signé",
  });

const launchAll = async (ctx: Context) => {
  const batch = await createBatch(ctx, { name: "Printemps", cause: "campaign" });
  const { senderId, contentVersionId, newsletter: typeId } = place;
  const common = { senderId, contentVersionId, typeId, messageClass: "marketing" as const };
  await queueMessagesForAudience(ctx, { ...batch, ...common, audience: audienceOf([person]) });
  return setBatchState(ctx, { ...batch, state: "cancelled" });
};

const flows: Record<string, (ctx: Context) => Promise<unknown>> = {
  "a message is queued": (ctx) =>
    queueMessage(ctx, {
      messageClass: "service",
      origin: "staff",
      recipient: person,
      contentVersionId: place.contentVersionId,
      senderId: place.senderId,
      dedupeKey: newId(),
    }),
  "a campaign is launched and cancelled": launchAll,
  "a consent is entered": grant,
  "a consent is withdrawn": async (ctx) => {
    await grant(ctx);
    return withdrawConsent(ctx, { addressId: person.addressId, typeId: place.newsletter, source: "phone" });
  },
  "an address is blocked": (ctx) => suppressAddress(ctx, { addressId: person.addressId, kind: "manual" }),
  "a contact is added": (ctx) =>
    createContact(
      ctx,
      createContactBody.parse({ lastName: "Durand", addresses: [{ kind: "email", typed: `${newId()}@example.org` }] }),
    ),
  "a contact is erased": (ctx) => eraseContact(ctx, person.contactId),
};

const doIt = (flow: (ctx: Context) => Promise<unknown>, isPipelined = false) =>
  runInOrganisation(fragile.platform, { orgId: place.org.orgId, actor: staff, isPipelined }, flow).then(
    () => true,
    (error: unknown) => {
      if (isRefusal(error)) throw error;
      return false;
    },
  );

/** Every one with `npm run test:faults`; some of them with every test. */
const stride = process.env.PROPERTY_FACTOR === undefined ? 6 : 1;

/** Only what is said inside the organisation counts: the queue's own housekeeping goes on beside it. */
function cutAt(nth: number): void {
  let count = 0;
  proxy.faults.atStatement = (_, transaction) =>
    transaction.includes("app.org_id") && ++count === nth ? "cut" : "pass";
}

test.each(Object.keys(flows))(
  "R-17: when %s, a connection that ends at any statement leaves no trace",
  {
    timeout: 60_000,
  },
  async (name) => {
    const flow = flows[name] ?? (() => Promise.reject(new Error(name)));
    const before = await checksumOf(app, place.org);
    let isDone = false;
    for (let nth = 1; !isDone; nth += stride) {
      cutAt(nth);
      isDone = await doIt(flow);
      if (!isDone) expect(await checksumOf(app, place.org), `cut at statement ${nth}`).toEqual(before);
    }
    expect(await checksumOf(app, place.org)).not.toEqual(before);
  },
);

test.each(Object.keys(flows))(
  "R-17: when %s, a lost commit leaves no trace, and a lost answer to it leaves all",
  async (name) => {
    const flow = flows[name] ?? (() => Promise.reject(new Error(name)));
    for (const isPipelined of [false, true]) {
      person = await newPerson(app, place.org);
      const before = await checksumOf(app, place.org);
      proxy.faults.atCommit = (transaction) => (transaction.includes("app.org_id") ? "cut-before" : "pass");
      expect(await doIt(flow, isPipelined)).toBe(false);
      expect(await checksumOf(app, place.org)).toEqual(before);
      proxy.faults.atCommit = (transaction) => (transaction.includes("app.org_id") ? "cut-after" : "pass");
      expect(await doIt(flow, isPipelined)).toBe(false);
      await expect.poll(() => checksumOf(app, place.org)).not.toEqual(before);
      proxy.faults = {};
    }
  },
);

test("when a consent is entered, nobody is told so before the disk has it", async () => {
  const before = await checksumOf(app, place.org);
  proxy.faults.atStatement = (statement) => (statement.includes("pg_logical_emit_message") ? "cut" : "pass");
  expect(await doIt(grant)).toBe(false);
  expect(await checksumOf(app, place.org)).not.toEqual(before);
});
