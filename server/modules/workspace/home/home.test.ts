import { afterAll, beforeAll, expect, test } from "vitest";
import { createContactBody } from "../../../../contracts/contacts.ts";
import { startTestApp, type TestApp } from "../../../../tests/support/test-app.ts";
import { getMainMailingType, recordGrant } from "../../consent/index.ts";
import { createContact } from "../../contacts/index.ts";
import { createOrganisation } from "../../identity/index.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

test("a new organisation has everything before it, and each step is done by what is there", async () => {
  const org = await createOrganisation(app.platform, { name: "Martin", language: "fr" });
  const admin = app.signedIn(org, "administrator");
  const home = async () => (await admin.request("GET", "/home")).body;
  const done = async () =>
    (await home()).checklist.filter((one: { isDone: boolean }) => one.isDone).map((one: { step: string }) => one.step);
  expect(await home()).toEqual({
    checklist: [
      { step: "sender", isDone: false, count: null },
      { step: "import", isDone: false, count: 0 },
      { step: "consent", isDone: false, count: 0 },
      { step: "mailing", isDone: false, count: 0 },
    ],
    sender: null,
    numbers: { contacts: 0, accepted: 0, pending: 0 },
    isBeingFilled: false,
  });

  const mailbox = {
    displayName: "Martin",
    fromAddress: "a@martin.example",
    userName: null,
    host: "smtp.example.org",
    port: 465,
    encryption: "tls",
  };
  await admin.request("POST", "/senders", { body: mailbox });
  expect(await done()).toEqual(["sender"]);

  const contact = createContactBody.parse({
    lastName: "Petit",
    addresses: [{ kind: "email", typed: "ada@example.org" }],
  });
  const { addresses } = await app.run(org, (ctx) => createContact(ctx, contact));
  expect(await done()).toEqual(["sender", "import"]);

  await app.run(org, async (ctx) => {
    const { typeId } = await getMainMailingType(ctx);
    const addressId = addresses[0]?.addressId ?? "";
    await recordGrant(ctx, { addressId, typeId, givenOn: "2026-01-05", source: "paper", evidence: "order 17" });
  });
  expect(await done()).toEqual(["sender", "import", "consent"]);
  expect((await home()).numbers).toEqual({ contacts: 1, accepted: 1, pending: 0 });
});

test("a demonstration sends to its mailbox, and says that it is being filled", async () => {
  const org = await createOrganisation(app.platform, { name: "Demo", language: "fr", isDemonstration: true });
  const { body } = await app.signedIn(org, "viewer").request("GET", "/home");
  expect(body).toMatchObject({ sender: "demonstration", isBeingFilled: true });
});
