import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SendPermit } from "../../contracts/send-permit.ts";
import type { BeginResult, ChannelConnection, OpenResult, Outcome } from "./channel.ts";

/** What the other side does to the next message, in words that every channel can play. */
export type ContractFault =
  | "none"
  | "refuse-recipient-for-now"
  | "refuse-recipient"
  | "refuse-message-for-now"
  | "refuse-message"
  | "vanish-before-the-end"
  | "vanish-after-the-end"
  | "garbage-after-the-end"
  | "half-a-reply-after-the-end";

export interface ContractHarness {
  open: () => Promise<OpenResult>;
  play: (fault: ContractFault) => void;
  /** Recipients whose messages the other side took. */
  taken: () => string[];
  /** Whether the other side holds the whole body of an unended message. */
  holdsWholeBody: (body: Buffer) => boolean;
  stop: () => Promise<void>;
}

// A contract test stands in the place of the gate, which alone can make a real one.
const permit = {
  orgId: "",
  messageId: "",
  addressId: "",
  ground: "service",
  eventId: null,
  validUntil: null,
} as unknown as SendPermit;
const body = Buffer.from(`Subject: contract\r\n\r\n${"A line of a letter that is long enough.\r\n".repeat(400)}`);

let recipients = 0;
const nextRecipient = () => `contract-${++recipients}@example.org`;

/** Every adapter passes this, whatever it speaks: the road out relies on nothing else. */
export function describeChannelContract(name: string, makeHarness: () => Promise<ContractHarness>): void {
  describe(`the channel ${name}`, () => {
    const given: { harness?: ContractHarness } = {};
    beforeAll(async () => {
      given.harness = await makeHarness();
    });
    afterAll(() => given.harness?.stop());
    const harness = () => given.harness as ContractHarness;
    testSending(harness);
    testFaults(harness);
  });
}

function testSending(current: () => ContractHarness): void {
  test("hands one message after another over one connection", async () => {
    const harness = current();
    harness.play("none");
    const connection = await opened(harness);
    const [first, second] = [nextRecipient(), nextRecipient()];
    expect(await send(connection, first)).toMatchObject({ outcome: "accepted" });
    expect(await send(connection, second)).toMatchObject({ outcome: "accepted" });
    expect(connection.begunCount).toBe(2);
    await connection.close();
    expect(connection.isOpen).toBe(false);
    expect(harness.taken()).toEqual(expect.arrayContaining([first, second]));
  });

  test("waits with the whole message there and nothing taken, until it may finish", async () => {
    const harness = current();
    harness.play("none");
    const connection = await opened(harness);
    const to = nextRecipient();
    const { atTheDot } = waiting(await connection.begin({ from: "we@example.org", to, raw: body }));
    await expect.poll(() => harness.holdsWholeBody(body)).toBe(true);
    await pause(50);
    expect(harness.taken()).not.toContain(to);
    expect(await atTheDot.finish(permit)).toMatchObject({ outcome: "accepted" });
    await connection.close();
  });

  test("drops a message at its end, and the other side takes nothing", async () => {
    const harness = current();
    harness.play("none");
    const connection = await opened(harness);
    const to = nextRecipient();
    waiting(await connection.begin({ from: "we@example.org", to, raw: body })).atTheDot.drop();
    await pause(50);
    expect(connection.isOpen).toBe(false);
    expect(harness.taken()).not.toContain(to);
    expect(await send(connection, nextRecipient())).toMatchObject({ outcome: "not-sent", phase: "connect" });
  });
}

function testFaults(current: () => ContractHarness): void {
  const play = async (fault: ContractFault) => {
    const harness = current();
    harness.play(fault);
    const connection = await opened(harness);
    const to = nextRecipient();
    const outcome = await send(connection, to);
    await connection.close();
    return { to, outcome, taken: harness.taken() };
  };

  test.each([
    ["refuse-recipient-for-now", "rejected-temporarily"],
    ["refuse-recipient", "rejected-permanently"],
    ["refuse-message-for-now", "rejected-temporarily"],
    ["refuse-message", "rejected-permanently"],
  ] as const)("tells a clear refusal as what it is: %s", async (fault, outcome) => {
    const played = await play(fault);
    expect(played.outcome).toMatchObject({
      outcome,
      reply: { code: outcome === "rejected-temporarily" ? 451 : 550 },
    });
    expect(played.taken).not.toContain(played.to);
  });

  test("goes on after a refused recipient on the same connection", async () => {
    const harness = current();
    harness.play("refuse-recipient");
    const connection = await opened(harness);
    expect(await send(connection, nextRecipient())).toMatchObject({ outcome: "rejected-permanently" });
    harness.play("none");
    expect(await send(connection, nextRecipient())).toMatchObject({ outcome: "accepted" });
    await connection.close();
  });

  test("knows that nothing was sent when the other side vanishes before the end", async () => {
    const played = await play("vanish-before-the-end");
    expect(played.outcome.outcome).toBe("not-sent");
    expect(played.taken).not.toContain(played.to);
  });

  test.each(["vanish-after-the-end", "garbage-after-the-end", "half-a-reply-after-the-end"] as const)(
    "does not pretend to know after %s",
    async (fault) => {
      expect((await play(fault)).outcome).toMatchObject({ outcome: "uncertain", phase: "dot" });
    },
  );
}

async function opened(harness: ContractHarness): Promise<ChannelConnection> {
  const result = await harness.open();
  if ("ended" in result) throw new Error(`not opened: ${JSON.stringify(result.ended)}`);
  return result.connection;
}

async function send(connection: ChannelConnection, to: string): Promise<Outcome> {
  const begun = await connection.begin({ from: "we@example.org", to, raw: body });
  return "ended" in begun ? begun.ended : begun.atTheDot.finish(permit);
}

function waiting(begun: BeginResult): Extract<BeginResult, { atTheDot: unknown }> {
  if ("ended" in begun) throw new Error(`ended: ${JSON.stringify(begun.ended)}`);
  return begun;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
