import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { withdraw } from "../../../../tests/support/mailing-list.ts";
import type { TestPerson } from "../../../../tests/support/people.ts";
import {
  consentedPeople,
  duplicatesIn,
  launch,
  type Sending,
  startSending,
  storedMessages,
} from "../../../../tests/support/sending.ts";
import { listHistory } from "../../consent/index.ts";

let sending: Sending;
beforeAll(async () => {
  sending = await startSending();
});
afterAll(() => sending.stop());

async function withdrawnAt(person: TestPerson): Promise<Date> {
  const { items } = await sending.app.run(sending.org, (ctx) =>
    listHistory(ctx, { addressId: person.addressId, limit: 10 }),
  );
  return new Date(items.find((item) => item.kind === "withdrawn")?.recordedAt ?? 0);
}

test("who withdraws while a campaign of 2,000 runs gets nothing after the commit of the withdrawal", {
  timeout: 300_000,
}, async () => {
  const people = await consentedPeople(sending, 2_000);
  // Those first whose turn comes last: the campaign must not outrun the withdrawals.
  const withdrawing = people.filter((_, index) => index % 9 === 0).reverse();
  const campaign = await launch(sending, people);
  await sending.work();
  await vi.waitFor(() => expect(sending.sink.accepted.length).toBeGreaterThan(20), { timeout: 30_000, interval: 5 });
  const acknowledgedAt = new Map<string, number>();
  for (const person of withdrawing) {
    await withdraw(sending.app, sending.org, person);
    acknowledgedAt.set(person.email, Number(process.hrtime.bigint() / 1_000_000n));
  }
  await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), { timeout: 240_000, interval: 200 });

  const messages = new Map(
    (await storedMessages(sending, { batchId: campaign.batchId })).map((message) => [message.addressId, message]),
  );
  const sentAt = new Map(sending.sink.accepted.map((mail) => [mail.to, mail.dotAt]));
  let stopped = 0;
  for (const person of withdrawing) {
    const message = messages.get(person.addressId);
    if (message?.state === "stopped") {
      stopped++;
      expect(message.finalReason).toBe("consent.withdrawn");
      expect(sentAt.has(person.email)).toBe(false);
    } else {
      expect(message?.state).toBe("accepted");
      expect(message?.handedOverAt?.getTime()).toBeLessThanOrEqual((await withdrawnAt(person)).getTime());
      expect((sentAt.get(person.email) ?? 0) - (acknowledgedAt.get(person.email) ?? 0)).toBeLessThan(2_000);
    }
  }
  expect(stopped).toBeGreaterThan(0);
  expect(await campaign.counts()).toMatchObject({
    accepted: 2_000 - stopped,
    stopped,
    uncertain: 0,
    failed: 0,
    queued: 0,
  });
  expect(duplicatesIn(sending.sink)).toEqual([]);
});
