import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { asSuperuser, copyDatabase } from "../../../tests/support/test-databases.ts";
import { checkRuntimeRole } from "./prepare-roles.ts";

let database: Awaited<ReturnType<typeof copyDatabase>>;
beforeAll(async () => {
  database = await copyDatabase(inject("databases").superuserUrl);
});
afterAll(() => database.drop());

test("a role that cannot ask whether the disk has what it wrote is refused at the start", async () => {
  expect(await checkRuntimeRole(database.runtimeUrl)).toMatch(/_runtime$/);
  const inside = new URL(inject("databases").superuserUrl);
  inside.pathname = new URL(database.runtimeUrl).pathname;
  await asSuperuser(
    inside.toString(),
    "REVOKE EXECUTE ON FUNCTION pg_logical_emit_message(boolean, text, text, boolean) FROM PUBLIC",
  );
  await expect(checkRuntimeRole(database.runtimeUrl)).rejects.toThrow(/pg_logical_emit_message/);
});
