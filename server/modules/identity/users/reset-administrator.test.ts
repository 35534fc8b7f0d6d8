import { afterAll, expect, test, vi } from "vitest";
import { administratorReset } from "../../../../contracts/identity.ts";
import { openDoor, ownPassword } from "../../../../tests/support/door.ts";
import { startTestApp } from "../../../../tests/support/test-app.ts";
import { createEventBus, subscribe } from "../../../platform/events.ts";
import { resetAdministratorCommand } from "../identity.commands.ts";
import { createOrganisation } from "../index.ts";

const app = await startTestApp();
afterAll(() => app.stop());
const door = openDoor(app);
const reason = "Called back on the number of the contract, date of birth given";

async function run(options: Record<string, string>): Promise<{ code: number | undefined; printed: string }> {
  let printed = "";
  const keep = (chunk: string | Uint8Array) => {
    printed += String(chunk);
    return true;
  };
  const spies = [vi.spyOn(process.stdout, "write"), vi.spyOn(process.stderr, "write")].map((spy) =>
    spy.mockImplementation(keep),
  );
  try {
    return { code: await resetAdministratorCommand.run(app.platform, options), printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

function passwordIn(printed: string): string {
  return /^ {2}(\S+)$/m.exec(printed)?.[1] ?? "";
}

test("the operator resets an administrator with a written reason, and the password is printed once", async () => {
  const ada = await door.newAdministrator("operator@lefevre.test");
  const { code, printed } = await run({ email: "Operator@lefevre.test", reason });
  expect(code).toBe(0);
  expect((await ada.request("GET", "/session")).status).toBe(401);
  const back = await door.settle("operator@lefevre.test", passwordIn(printed), "Wq8%deep-Harbour");
  const audit = (await back.request("GET", "/audit-entries?search=identity.administrator-reset")).body.items;
  expect(audit).toMatchObject([{ actorKind: "operator", details: { reason } }]);
});

test("without a reason in words nothing happens", async () => {
  await door.newAdministrator("silent@lefevre.test");
  expect((await run({ email: "silent@lefevre.test", reason: "ok" })).code).toBe(1);
  expect((await door.signIn("silent@lefevre.test", ownPassword)).status).toBe(200);
});

test("the other administrators are told, and only they", async () => {
  const told: unknown[] = [];
  const ada = await door.newAdministrator("told@lefevre.test");
  const grace = await door.addColleague(ada, "told-grace@lefevre.test", "administrator");
  await door.addColleague(ada, "told-viewer@lefevre.test", "viewer");
  const listener = subscribe(administratorReset, async (_ctx, payload) => void told.push(payload));
  const platform = { ...app.platform, events: createEventBus([listener]) };
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  await resetAdministratorCommand.run(platform, { email: "told@lefevre.test", reason });
  write.mockRestore();
  expect(told).toMatchObject([
    { userId: ada.userId, reason, tell: [{ userId: grace.userId, email: "told-grace@lefevre.test" }] },
  ]);
});

test("users who are no administrators, and unknown ones, are not reset by command", async () => {
  const ada = await door.newAdministrator("plain@lefevre.test");
  await door.addColleague(ada, "plain-viewer@lefevre.test", "viewer");
  for (const email of ["plain-viewer@lefevre.test", "nobody@lefevre.test"]) {
    expect((await run({ email, reason })).code).toBe(1);
  }
  expect((await door.signIn("plain-viewer@lefevre.test", ownPassword)).status).toBe(200);
});

test("an administrator of several organisations is reset in the one that the operator names", async () => {
  const first = await door.newCompany("several@lefevre.test", "Maison Un");
  const second = await createOrganisation(app.platform, {
    name: "Maison Deux",
    language: "it",
    administrator: { email: "several@lefevre.test", name: "Ada Byron" },
  });
  const unclear = await run({ email: "several@lefevre.test", reason });
  expect(unclear.code).toBe(1);
  expect(unclear.printed).toContain(first.orgId);
  expect(unclear.printed).toContain(second.orgId);
  const { printed } = await run({ email: "several@lefevre.test", reason, organisation: second.orgId });
  const answer = await door.signIn("several@lefevre.test", passwordIn(printed));
  expect(answer.body.session.organisation.orgId).toBe(second.orgId);
});
