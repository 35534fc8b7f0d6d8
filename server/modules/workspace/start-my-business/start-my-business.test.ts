import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cookieOf, openDoor } from "../../../../tests/support/door.ts";
import { startTestApp, type TestApp } from "../../../../tests/support/test-app.ts";
import { createOrganisation } from "../../identity/index.ts";
import { chooseSender, getSenderConnection } from "../../senders/index.ts";

const email = "camille@martin.example";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** Somebody who signed in to a demonstration by the door, and chose a password of their own. */
async function founder(isDemonstration = true) {
  const administrator = { email, name: "Camille Martin" };
  const org = await createOrganisation(app.platform, { name: "Demo", language: "fr", isDemonstration, administrator });
  const visitor = await openDoor(app).settle(email, org.temporaryPassword ?? "");
  return { org, start: (body: object) => visitor.request("POST", "/start-my-business", body) };
}

describe("starting with one's own business", () => {
  test("makes a clean organisation and signs its administrator in", async () => {
    const { start } = await founder();
    const started = await start({ name: "Plomberie Durand", language: "es" });
    expect(started.status).toBe(201);
    const own = { headers: { cookie: cookieOf(started) } };
    const session = (await app.anonymous.request("GET", "/session", own)).body;
    expect(session).toMatchObject({
      user: { email, name: "Camille Martin", role: "administrator" },
      organisation: { orgId: started.body.orgId, name: "Plomberie Durand", language: "es", isDemonstration: false },
      mustChangePassword: false,
    });
    const home = (await app.anonymous.request("GET", "/home", own)).body;
    expect(home.numbers).toEqual({ contacts: 0, accepted: 0, pending: 0 });
    expect((await app.anonymous.request("GET", "/demo-mailbox/mails", own)).body.code).toBe(
      "workspace.not-a-demonstration",
    );
  });

  test("its mail waits: it has no way into the demonstration's mailbox", async () => {
    const { start } = await founder();
    const { body } = await start({ name: "Durand", language: "fr" });
    const answer = await app.run(body, async (ctx) =>
      getSenderConnection(ctx, (await chooseSender(ctx, { purpose: "campaign" })).senderId),
    );
    expect(answer).toEqual({ ready: false, reason: "not-connected" });
  });

  test("asked for twice makes one", async () => {
    const { start } = await founder();
    const body = { name: "Toits du Lac", language: "fr" };
    const answers = await Promise.all([start(body), start(body)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
    expect(answers.find((answer) => answer.status === 409)?.body).toMatchObject({
      code: "workspace.already-started",
      field: "name",
    });
  });

  test("is for administrators of demonstrations only", async () => {
    const { org, start } = await founder(false);
    const body = { name: "Another", language: "fr" };
    expect((await start(body)).body.code).toBe("workspace.not-a-demonstration");
    expect((await app.signedIn(org, "campaign-manager").request("POST", "/start-my-business", { body })).status).toBe(
      403,
    );
  });
});
