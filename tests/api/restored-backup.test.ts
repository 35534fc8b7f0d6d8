import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { checkRestore } from "../../server/modules/consent/evidence/check-restore.ts";
import { verifyLedger, withdrawConsent } from "../../server/modules/consent/index.ts";
import { writeCheckpoint } from "../../server/modules/consent/write-checkpoint.ts";
import { consentedPeople, launch, type Sending, startSending } from "../support/sending.ts";

let sending: Sending;
beforeAll(async () => {
  sending = await startSending();
});
afterAll(() => sending.stop());

/** Puts the ledger back to an earlier end, as a dump of yesterday does. */
async function restoreTo(seq: number): Promise<void> {
  const { orgId } = sending.org;
  await sending.app.asOwner(`
    ALTER TABLE consent.ledger DISABLE TRIGGER USER;
    ALTER TABLE consent.current DISABLE TRIGGER USER;
    ALTER TABLE consent.chain_heads DISABLE TRIGGER USER;
    ALTER TABLE consent.ledger NO FORCE ROW LEVEL SECURITY;
    ALTER TABLE consent.current NO FORCE ROW LEVEL SECURITY;
    ALTER TABLE consent.chain_heads NO FORCE ROW LEVEL SECURITY;
    ALTER TABLE consent.event_details NO FORCE ROW LEVEL SECURITY;
    UPDATE consent.current c SET state = 'accepted', event_id = g.event_id, valid_until = g.valid_until,
        decided_at = g.occurred_at
      FROM consent.ledger g WHERE g.org_id = c.org_id AND g.event_id = c.grant_event_id AND c.org_id = '${orgId}';
    DELETE FROM consent.event_details WHERE org_id = '${orgId}' AND event_id IN
      (SELECT event_id FROM consent.ledger WHERE org_id = '${orgId}' AND seq > ${seq});
    DELETE FROM consent.ledger WHERE org_id = '${orgId}' AND seq > ${seq};
    UPDATE consent.chain_heads SET seq = ${seq},
      hash = (SELECT hash FROM consent.ledger WHERE org_id = '${orgId}' AND seq = ${seq}) WHERE org_id = '${orgId}';
    ALTER TABLE consent.ledger ENABLE TRIGGER USER;
    ALTER TABLE consent.current ENABLE TRIGGER USER;
    ALTER TABLE consent.chain_heads ENABLE TRIGGER USER;
    ALTER TABLE consent.ledger FORCE ROW LEVEL SECURITY;
    ALTER TABLE consent.current FORCE ROW LEVEL SECURITY;
    ALTER TABLE consent.chain_heads FORCE ROW LEVEL SECURITY;
    ALTER TABLE consent.event_details FORCE ROW LEVEL SECURITY;`);
}

test("after yesterday's backup is restored nothing leaves until a person confirms it (C-09)", {
  timeout: 60_000,
}, async () => {
  const { app, org, newsletter: typeId } = sending;
  const people = await consentedPeople(sending, 4);
  const head = people.length;
  await app.run(org, writeCheckpoint);
  const [forgotten] = people;
  if (!forgotten) throw new Error("nobody");
  await app.run(org, (ctx) => withdrawConsent(ctx, { addressId: forgotten.addressId, typeId, source: "phone" }));
  await app.run(org, writeCheckpoint);
  expect(await app.run(org, checkRestore)).toBe(false);

  await restoreTo(head);
  expect(await app.run(org, checkRestore)).toBe(true);
  const administrator = app.signedIn(org, "administrator");
  const found = (await administrator.request("GET", "/consent-ledger/gap")).body.gap;
  expect(found).toMatchObject({ lostAfter: head, lostUpTo: head + 1 });
  const campaign = await launch(sending, people);
  await sending.work();
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(sending.sink.accepted).toEqual([]);
  expect(await campaign.counts()).toMatchObject({ queued: head, accepted: 0 });

  // What the backup has forgotten is entered again, before anything leaves.
  await app.run(org, (ctx) => withdrawConsent(ctx, { addressId: forgotten.addressId, typeId, source: "e-mail" }));
  const confirmation = { body: { note: "The disk broke; replies of Monday were entered again" } };
  const path = "/consent-ledger/gap/confirmations";
  expect((await app.signedIn(org, "operator").request("POST", path, confirmation)).status).toBe(403);
  expect((await administrator.request("POST", path, confirmation)).body).toEqual({ gap: null });
  await app.shiftTime({ minutes: 1 });
  await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), { timeout: 30_000, interval: 100 });
  expect(await campaign.counts()).toMatchObject({ accepted: head - 1, stopped: 1 });

  await app.run(org, writeCheckpoint);
  expect(await app.run(org, checkRestore)).toBe(false);
  expect(await app.run(org, verifyLedger)).toMatchObject({ isIntact: true, fault: null });
  const message = sending.sink.accepted[0];
  const { items } = (await administrator.request("GET", "/messages", { query: { search: message?.to ?? "" } })).body;
  const reason = await administrator.request("GET", `/messages/${items[0].messageId}/reason`);
  expect(reason.body).toMatchObject({ ground: "consent", event: { kind: "granted", source: "paper" } });
});
