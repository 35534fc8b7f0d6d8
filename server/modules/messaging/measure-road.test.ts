import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { newPerson } from "../../../tests/support/people.ts";
import { queueOne, type Sending, startSending } from "../../../tests/support/sending.ts";
import { measureRoad } from "./measure-road.ts";

let sending: Sending;
beforeAll(async () => {
  sending = await startSending();
  measureRoad(sending.app.platform);
});
afterAll(() => sending.stop());

const figures = () => sending.app.platform.metrics.registry.metrics();

test("an operator sees that something is due and nobody works, and then that it left", async () => {
  await queueOne(sending, { person: await newPerson(sending.app, sending.org) });
  await sending.app.shiftTime({ seconds: 90 });
  const before = await figures();
  expect(before).toMatch(/^placet_lanes_due 1$/m);
  expect(before).toMatch(/^placet_lanes_late_seconds 9\d/m);
  expect(before).toMatch(/^placet_workers 0$/m);
  await sending.work();
  await vi.waitFor(async () => {
    const after = await figures();
    expect(after).toMatch(/^placet_attempts_total\{outcome="accepted"\} 1$/m);
    expect(after).toMatch(/^placet_lanes_due 0$/m);
    expect(after).toMatch(/^placet_workers 1$/m);
  }, 15_000);
});
