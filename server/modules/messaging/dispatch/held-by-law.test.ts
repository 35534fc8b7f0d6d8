import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  consentedPeople,
  launch,
  type Sending,
  startSending,
  storedMessages,
} from "../../../../tests/support/sending.ts";

let sending: Sending;
beforeAll(async () => {
  sending = await startSending();
});
afterAll(() => sending.stop());

const weekday = (at: Date) =>
  ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(
    new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Paris", weekday: "short" }).format(at),
  ) + 1;

test("C-03 a mailing outside of the hours waits for them, and leaves then", async () => {
  const { app, org } = sending;
  const administrator = app.signedIn(org, "administrator");
  const inTwoDays = new Date(Date.now() + 48 * 3_600_000);
  const hours = { days: [weekday(inTwoDays)], spans: [{ from: "00:00", to: "24:00" }], onHolidays: true };
  const set = await administrator.request("PUT", "/consent-law/FR/rules/email-hours", { body: { value: hours } });
  expect(set.status).toBe(200);
  const [person] = await consentedPeople(sending, 1);
  if (!person) throw new Error("nobody to write to");
  const campaign = await launch(sending, [person]);
  await sending.work();
  const stored = async () => (await storedMessages(sending, { batchId: campaign.batchId }))[0];
  await vi.waitFor(async () => expect(await notBefore()).toBeGreaterThan(Date.now() + 3_600_000), { timeout: 15_000 });
  expect(await stored()).toMatchObject({ state: "queued", finalReason: null });
  expect(sending.sink.accepted).toEqual([]);

  await app.shiftTime({ hours: 48 });
  await vi.waitFor(async () => expect(await stored()).toMatchObject({ state: "accepted" }), { timeout: 30_000 });

  async function notBefore(): Promise<number> {
    const { body } = await administrator.request("GET", "/messages", { query: { batchId: campaign.batchId } });
    return Date.parse(body.items[0]?.notBefore ?? "1970-01-01T00:00:00Z");
  }
}, 60_000);
