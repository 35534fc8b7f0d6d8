import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aMailingList } from "../../../tests/support/mailing-list.ts";
import { startTestApp, type TestApp, type TestClient, type TestOrganisation } from "../../../tests/support/test-app.ts";
import { newId } from "../../platform/ids.ts";

let app: TestApp;
let org: TestOrganisation;
let administrator: TestClient;
beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation();
  administrator = app.signedIn(org, "administrator");
});
afterAll(() => app.stop());

const once = () => ({ "idempotency-key": newId() });

async function ownSender(): Promise<string> {
  const body = {
    displayName: "Maison",
    fromAddress: "maison@example.org",
    userName: "maison",
    host: "mail.example.org",
    port: 587,
    encryption: "starttls",
  };
  return (await administrator.request("POST", "/senders", { body, headers: once() })).body.senderId;
}

async function campaign(senderId: string) {
  const words = { name: "News", subject: "News", html: "<p>Hello %name%,</p>" };
  const created = (
    await administrator.request("POST", "/campaigns", {
      body: { kind: "mailing", senderId, ...words },
      headers: once(),
    })
  ).body;
  const path = `/campaigns/${created.campaignId}`;
  return (
    await administrator.request("POST", `${path}/validate`, { body: { version: created.version }, headers: once() })
  ).body;
}

test("a declaration for a sender of one's own lets its mailings reach who was not asked, never who said no (D11)", async () => {
  await aMailingList(app, org, { accepted: 1, refused: 2, notAsked: 3 });
  const senderId = await ownSender();
  const before = await campaign(senderId);
  const declare = { senderId, statement: "Signed forms are kept in the archive, folder C." };
  await administrator.request("POST", "/consent-declarations", { body: declare, headers: once() });
  await administrator.request("PATCH", "/consent-settings", { body: { isMailingListChecked: false } });
  const after = await campaign(senderId);
  expect([before.summary.available, after.summary.available]).toEqual([1, 4]);
  const launched = await administrator.request("POST", `/campaigns/${after.campaignId}/launch`, {
    body: { version: after.version, recipients: 4 },
    headers: once(),
  });
  expect(launched.status).toBe(200);
  const bases = await app.run(org, async ({ tx }) => {
    const { rows } = await sql<{ basis: unknown }>`SELECT basis FROM messaging.messages`.execute(tx);
    return rows.map((row) => row.basis);
  });
  expect(bases).toEqual(Array(4).fill({ kind: "own-sender-declaration", senderId }));
});
