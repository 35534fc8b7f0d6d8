import { afterAll, beforeAll, expect, test } from "vitest";
import { newPerson, typesOf } from "../../../tests/support/people.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../tests/support/test-app.ts";
import { runInOrganisation } from "../../platform/context.ts";
import { listChainTexts } from "./chain-texts.queries.ts";
import { recordGrant, suppressAddress, verifyLedger, withdrawConsent } from "./index.ts";
import { hashRecordJson } from "./ledger-hash.ts";

let app: TestApp;
let org: TestOrganisation;
beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation();
});
afterAll(() => app.stop());

async function block(name: string): Promise<void> {
  const { addressId } = await newPerson(app, org);
  const scope = { orgId: org.orgId, actor: { kind: "system", name } as const };
  await runInOrganisation(app.platform, scope, (ctx) => suppressAddress(ctx, { addressId, kind: "manual" }));
}

const texts = () => app.run(org, (ctx) => listChainTexts(ctx, { afterSeq: 0, lastSeq: 1000, limit: 1000 }));

test("the database says a record as the program hashed it, or leaves it to its columns", async () => {
  const { newsletter: typeId } = await typesOf(app, org);
  const { addressId } = await newPerson(app, org);
  await app.run(org, (ctx) =>
    recordGrant(ctx, { addressId, typeId, givenOn: "2025-02-03", source: "paper", evidence: `"form" 1\\2` }),
  );
  await app.run(org, (ctx) => withdrawConsent(ctx, { addressId, typeId, source: "phone" }));
  await block("relève");
  const plain = await texts();
  for (const { seq, prevHash, hash, json } of plain) {
    expect(hashRecordJson({ orgId: org.orgId, seq, previousHash: prevHash }, json ?? "")).toBe(hash);
  }
  await block('the "other"');
  await block("back\\slash");
  await block('a","commitment":null,"x');
  expect((await texts()).slice(plain.length).map(({ json }) => json)).toEqual([null, null, null]);
  expect(await app.run(org, verifyLedger)).toMatchObject({ isIntact: true, events: plain.length + 3 });
});
