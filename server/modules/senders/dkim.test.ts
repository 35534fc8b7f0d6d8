import { createPublicKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp, type TestClient, type TestOrganisation } from "../../../tests/support/test-app.ts";
import { checkDkim } from "./check-dkim.ts";
import { getSenderConnection } from "./index.ts";

let app: TestApp;
let org: TestOrganisation;
let admin: TestClient;
beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation();
  admin = app.signedIn(org, "administrator");
});
afterAll(() => app.stop());

let mailboxes = 0;
async function mailbox(): Promise<string> {
  const areas = ["tickets", "invoices", "clients", "campaigns", "all"];
  const { body } = await admin.request("POST", "/senders", {
    body: {
      area: areas[mailboxes++],
      displayName: "Jardins",
      fromAddress: "news@jardins.example",
      userName: null,
      host: "mail.jardins.example",
      port: 587,
      encryption: "starttls",
    },
  });
  return body.senderId;
}

const check = (senderId: string, records: string[][] | { code: string }) =>
  checkDkim({ run: (work) => app.run(org, work) }, senderId, async () => {
    if (Array.isArray(records)) return records;
    throw Object.assign(new Error("dns"), records);
  });
const signingKeyOf = (senderId: string) =>
  app.run(org, async (ctx) => {
    const answer = await getSenderConnection(ctx, senderId);
    return answer.ready ? answer.connection.dkim : undefined;
  });

describe("signing mails", () => {
  test("goes from a key over the domain's record to signed mails", async () => {
    const senderId = await mailbox();
    expect((await admin.request("GET", `/senders/${senderId}/dkim`)).body).toEqual({ key: null });
    const made = (await admin.request("POST", `/senders/${senderId}/dkim`)).body.key;
    expect(made).toMatchObject({ domain: "jardins.example", isEnabled: false, lastCheck: null });
    expect(made.recordName).toBe(`${made.selector}._domainkey.jardins.example`);
    const der = Buffer.from(/p=(.+)$/.exec(made.recordValue)?.[1] ?? "", "base64");
    const publicKey = createPublicKey({ key: der, format: "der", type: "spki" });
    expect(publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(await signingKeyOf(senderId)).toBeNull();

    const tooEarly = await admin.request("PATCH", `/senders/${senderId}/dkim`, { body: { isEnabled: true } });
    expect(tooEarly).toMatchObject({ status: 409, body: { code: "senders.dkim-not-published" } });

    // A long record comes in pieces.
    const pieces = [made.recordValue.slice(0, 200), made.recordValue.slice(200)];
    expect((await check(senderId, [pieces])).key?.lastCheck?.outcome).toBe("found");
    const on = await admin.request("PATCH", `/senders/${senderId}/dkim`, { body: { isEnabled: true } });
    expect(on.body.key.isEnabled).toBe(true);
    const key = await signingKeyOf(senderId);
    expect(key && createPublicKey(key.privateKey as never).equals(publicKey)).toBe(true);

    await admin.request("PATCH", `/senders/${senderId}`, { body: { fromAddress: "news@other.example" } });
    expect(await signingKeyOf(senderId)).toBeNull();
  });

  test.each([
    ["not-found", { code: "ENOTFOUND" }],
    ["not-found", [] as string[][]],
    ["no-answer", { code: "ETIMEOUT" }],
    ["other-key", [["v=DKIM1; k=rsa; p=AAAA"]]],
  ] as const)("says %s for %j, and stays off", async (outcome, answer) => {
    const senderId = await mailbox();
    await admin.request("POST", `/senders/${senderId}/dkim`);
    expect((await check(senderId, answer as never)).key?.lastCheck?.outcome).toBe(outcome);
    expect((await admin.request("PATCH", `/senders/${senderId}/dkim`, { body: { isEnabled: true } })).status).toBe(409);
    await admin.request("DELETE", `/senders/${senderId}`);
    mailboxes--;
  });

  test("shows its private half to nobody, and keeps it sealed", async () => {
    const senderId = await mailbox();
    const { text } = await admin.request("POST", `/senders/${senderId}/dkim`);
    expect(text).not.toMatch(/PRIVATE|secret/i);
    const [row] = await app.asOwner<{ secret: string }>(
      "SELECT private_key_secret AS secret FROM senders.dkim_keys WHERE sender_id = $1",
      [senderId],
    );
    expect(row?.secret ?? "1:").not.toContain("PRIVATE KEY");
  });

  test("is not for the platform's sender, which has its key in the configuration", async () => {
    const { body } = await admin.request("GET", "/senders");
    const platform = body.items.find((sender: { kind: string }) => sender.kind === "platform");
    expect((await admin.request("POST", `/senders/${platform.senderId}/dkim`)).body.code).toBe(
      "senders.platform-sender-fixed",
    );
  });
});
