import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { messagingModule } from "../../server/modules/messaging/module.ts";
import { countTracking } from "../../server/modules/messaging/tracking/count-tracking.ts";
import { newId } from "../../server/platform/ids.ts";
import { aMailingList } from "../support/mailing-list.ts";
import { typesOf } from "../support/people.ts";
import { makeLinks } from "../support/person-links.ts";
import { type Sending, startSending } from "../support/sending.ts";

let sending: Sending;
beforeAll(async () => {
  sending = await startSending();
  await sending.work();
});
afterAll(() => sending.stop());

const browser = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0" };
const shop = "https://shop.example/boilers?from=mail&x=1";

async function send(): Promise<{ batchId: string; mails: Map<string, string> }> {
  const { app, org, sink } = sending;
  const manager = app.signedIn(org, "administrator");
  const subject = newId();
  const html = `<p>Hello %name%</p><p><a href="${shop.replaceAll("&", "&amp;")}">Our boilers</a></p>`;
  const draft = (await manager.request("POST", "/campaigns", { body: { kind: "mailing", name: "N", subject, html } }))
    .body;
  const path = `/campaigns/${draft.campaignId}`;
  const valid = (await manager.request("POST", `${path}/validate`, { body: { version: draft.version } })).body;
  // Receipts of answers arrive here as well.
  const own = () => sink.accepted.filter((mail) => mail.data.includes(subject));
  await manager.request("POST", `${path}/launch`, {
    body: { version: valid.version, recipients: valid.summary.available },
    headers: { "idempotency-key": newId() },
  });
  await vi.waitFor(() => expect(own().length).toBe(valid.summary.available), { timeout: 20_000 });
  const { batchId } = (await manager.request("GET", path)).body;
  const mails = own().map((mail): [string, string] => [mail.to, plain(mail.data)]);
  return { batchId, mails: new Map(mails) };
}

const plain = (data: string) => data.replaceAll("=\r\n", "").replaceAll("=3D", "=");
const linkIn = (mail: string | undefined) => /http:\/\/localhost:3000(\/t\/[\w-]+\/[\w-]+)/.exec(mail ?? "")?.[1] ?? "";
const pictureIn = (mail: string | undefined) =>
  /http:\/\/localhost:3000(\/o\/[\w-]+\/[\w-]+)/.exec(mail ?? "")?.[1] ?? "";
const visit = (path: string, headers: Record<string, string> = browser) =>
  sending.app.anonymous.request("GET", `!${path}`, { headers });
const totals = (batchId: string) => sending.app.run(sending.org, (ctx) => countTracking(ctx, batchId));

test("links of mailings count only when that is switched on, and nobody is recognised without a consent of their own (field 8)", {
  timeout: 90_000,
}, async () => {
  const { app, org } = sending;
  const { accepted } = await aMailingList(app, org, { accepted: 2 });
  const [ada, bob] = accepted;
  if (!ada || !bob) throw new Error("nobody");
  const plainMail = await send();
  expect(linkIn(plainMail.mails.get(ada.email))).toBe("");
  expect(plainMail.mails.get(ada.email)).toContain("https://shop.example/boilers");
  expect(await totals(plainMail.batchId)).toMatchObject({ isTracked: false });

  const administrator = app.signedIn(org, "administrator");
  await administrator.request("PATCH", "/consent-settings", { body: { isTrackingOn: true } });
  const types = (await administrator.request("GET", "/consent-types")).body.items;
  const tracking = types.find((type: { code: string }) => type.code === "opens-and-clicks").typeId;
  const links = await makeLinks(app, org);
  const own = links.linkFor(ada, { purpose: "preferences", typeId: (await typesOf(app, org)).newsletter });
  expect((await links.answer(own, "accept", tracking)).status).toBe(200);

  const { batchId, mails } = await send();
  const [hers, his] = [mails.get(ada.email), mails.get(bob.email)];
  expect(linkIn(his)).toMatch(/\/0$/);
  expect(linkIn(hers).slice(0, 60)).toBe(linkIn(his).slice(0, 60));
  await app.shiftTime({ minutes: 5 });

  const answer = await visit(linkIn(his));
  expect([answer.status, answer.headers.location]).toEqual([302, shop]);
  await visit(linkIn(hers));
  expect((await visit(pictureIn(hers))).headers["content-type"]).toBe("image/gif");
  await visit(linkIn(his), { "user-agent": "BarracudaLinkProtect" });
  await app.anonymous.request("HEAD", `!${linkIn(hers)}`, { headers: browser });
  expect(await totals(batchId)).toEqual({
    isTracked: true,
    opens: 1,
    recognised: 1,
    clicks: 2,
    machines: 1,
    links: [{ url: shop, clicks: 2 }],
  });

  expect((await links.answer(own, "withdraw", tracking)).status).toBe(200);
  await visit(pictureIn(hers));
  expect(await totals(batchId)).toMatchObject({ opens: 2, recognised: 1 });
  const after = await send();
  expect(linkIn(after.mails.get(ada.email))).toMatch(/\/0$/);

  await afterAYear(batchId);
});

/** Run by hand: the queue's own clock does not move with the test's. */
async function afterAYear(batchId: string) {
  const { app, org } = sending;
  const forget = messagingModule.schedules?.find(({ name }) => name === "messaging.forget-visits");
  const visits = () =>
    app.run(
      org,
      async (ctx) =>
        (await sql`SELECT 1 FROM messaging.tracking_events WHERE org_id = ${ctx.orgId}`.execute(ctx.tx)).rows.length,
    );
  const before = await totals(batchId);
  const kept = await visits();
  expect(kept).toBeGreaterThan(0);
  await app.shiftTime({ hours: 24 * 390 });
  await forget?.run(app.platform);
  expect(await visits()).toBe(kept);
  await app.shiftTime({ hours: 24 * 400 });
  await forget?.run(app.platform);
  expect(await visits()).toBe(0);
  expect(await totals(batchId)).toEqual(before);
}

test("nothing in a tracked address can lead elsewhere (S-16)", async () => {
  const { app, org } = sending;
  const forged = app.platform.keys.makeLinkToken({
    purpose: "preferences",
    orgId: org.orgId,
    messageId: newId(),
    addressId: newId(),
    typeId: null,
  });
  for (const link of ["https:%2F%2Fevil.example", "x", forged, newId(), "..%2F..", "%00"]) {
    const answer = await visit(`/t/${link}/0`);
    expect({ link, status: answer.status, to: answer.headers.location }).toMatchObject({
      status: expect.not.stringMatching(/3../),
      to: undefined,
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
  }
});
