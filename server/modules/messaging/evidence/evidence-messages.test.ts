import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { EvidenceMessage } from "../../../../contracts/consent-evidence.ts";
import { withdraw } from "../../../../tests/support/mailing-list.ts";
import type { TestPerson } from "../../../../tests/support/people.ts";
import {
  consentedPeople,
  queueOne,
  type Sending,
  startSending,
  storedMessage,
} from "../../../../tests/support/sending.ts";
import { eraseContact } from "../../contacts/index.ts";
import { saveContentVersion } from "../../templates/index.ts";

const verifier = path.resolve(import.meta.dirname, "../../../../docs/verify-consent-ledger.mjs");
let sending: Sending;
let folder: string;
let ada: TestPerson;

/** Ada gets a mailing and a long single message for a reason, and says no before the next mailing. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "placet-evidence-"));
  sending = await startSending();
  [ada] = (await consentedPeople(sending, 1, "ada")) as [TestPerson];
  const { newsletter: typeId } = sending;
  await sent(queueOne(sending, { person: ada, messageClass: "marketing", typeId }));
  const basis = { kind: "stated-reason", reasonId: null, text: "Votre chaudière" } as const;
  const contentVersionId = await longText();
  await sent(queueOne({ ...sending, contentVersionId }, { person: ada, messageClass: "personal", basis }));
  const security = { kind: "security", language: "fr" } as const;
  const secret = await version({ ...security, subject: "Votre mot de passe", html: "<p>Secret : 4711</p>" });
  await sent(queueOne({ ...sending, contentVersionId: secret }, { person: ada, messageClass: "security" }));
  await withdraw(sending.app, sending.org, ada);
  await sent(queueOne(sending, { person: ada, messageClass: "marketing", typeId }), "stopped");
});
afterAll(async () => {
  await sending.stop();
  rmSync(folder, { recursive: true, force: true });
});

let isWorking = false;
async function sent(queued: Promise<string>, state = "accepted"): Promise<void> {
  const messageId = await queued;
  if (!isWorking) await sending.work();
  isWorking = true;
  await vi.waitFor(async () => expect((await storedMessage(sending, messageId))?.state).toBe(state), {
    timeout: 20_000,
  });
}

async function version(content: Parameters<typeof saveContentVersion>[1]): Promise<string> {
  return (await sending.app.run(sending.org, (ctx) => saveContentVersion(ctx, content))).contentVersionId;
}

function longText(): Promise<string> {
  const html = `<p>${"La chaudière de %name% sera révisée. ".repeat(120)}</p>`;
  return version({ kind: "personal", language: "fr", subject: "Votre visite", html });
}

async function packOf(person: TestPerson, format: "pdf" | "json", role: "viewer" | "administrator" = "viewer") {
  const client = sending.app.signedIn(sending.org, role);
  return client.request("GET", `/addresses/${person.addressId}/consent/evidence`, { query: { format } });
}

function verify(text: string): number | null {
  const file = path.join(folder, "pack.json");
  writeFileSync(file, text);
  return spawnSync(process.execPath, [verifier, file], { cwd: folder }).status;
}

test("the proof of an address says on what each message left, or why it did not, with its text as sent", async () => {
  const { messages, chain } = (await packOf(ada, "json")).body.evidence;
  const seqOf = (kind: string) =>
    chain
      .flatMap((one: { events: { seq: number; record: { kind: string } }[] }) => one.events)
      .find((event: { record: { kind: string } }) => event.record.kind === kind).seq;
  expect(messages.total).toBe(4);
  expect(messages.items).toMatchObject([
    {
      state: "stopped",
      reason: "consent.withdrawn",
      handedOverAt: null,
      ground: null,
      copy: null,
      withheld: "not-sent",
    },
    { messageClass: "security", ground: "security", copy: null, withheld: "security" },
    {
      ...{ subject: "Votre visite", ground: "stated-reason", statedReason: "Votre chaudière" },
      ...{ ledgerSeq: seqOf("overridden"), copy: { isCut: true } },
    },
    {
      ...{
        subject: expect.stringContaining("DURAND"),
        sentFrom: "Chauffage Martin <news@placet.example>",
        type: { typeId: sending.newsletter },
      },
      ...{ ground: "consent", ledgerSeq: seqOf("granted"), copy: { isCut: false } },
    },
  ]);
  const [, , long, mailing] = messages.items as EvidenceMessage[];
  expect(long?.copy?.text).toHaveLength(3_000);
  expect(mailing?.copy?.text).toMatch(/^Bonjour .*Durand.*, voici nos nouvelles\./i);
  expect(mailing?.copy?.text, "the way to the person's own page is theirs").toMatch(/\/c\/…/);
  expect(mailing?.handedOverAt).toBe(
    (await storedMessage(sending, mailing?.messageId ?? ""))?.handedOverAt?.toISOString(),
  );
});

test("administrators see the text of security messages in it", async () => {
  const { messages } = (await packOf(ada, "json", "administrator")).body.evidence;
  expect(messages.items[1].copy.text).toContain("4711");
});

test("it verifies without the program, and no longer when a message in it was changed", async () => {
  const { text } = await packOf(ada, "json");
  expect(verify(text)).toBe(0);
  expect(verify(text.replace("voici nos nouvelles", "voici nos mensonges"))).toBe(1);
  expect(verify(text.replace('"ground": "consent"', '"ground": "service"'))).toBe(1);
});

test("as PDF it has them too", async () => {
  const { status, text } = await packOf(ada, "pdf");
  expect({ status, start: text.slice(0, 5) }).toEqual({ status: 200, start: "%PDF-" });
  expect(text.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(1);
});

test("an address that was only written to for an order has a proof too; once erased without the words", async () => {
  const [order] = (await consentedPeople(sending, 1)) as [TestPerson];
  await sent(queueOne(sending, { person: order }));
  expect((await packOf(order, "json")).body.evidence.messages.items[0]).toMatchObject({
    ground: "service",
    withheld: null,
  });
  await sending.app.run(sending.org, (ctx) => eraseContact(ctx, order.contactId));
  await sending.app.drainQueue();
  const { evidence } = (await packOf(order, "json")).body;
  expect(evidence.messages.items[0]).toMatchObject({ withheld: "erased", copy: null });
  expect(JSON.stringify(evidence)).not.toContain(order.email);
});
