import { describe, expect, test } from "vitest";
import { messageClasses } from "../../../../contracts/consent.ts";
import type { ChannelErrorKind, ChannelPhase, Outcome } from "../../../channels/channel.ts";
import { type AttemptFacts, breakerSeconds, judgeOutcome } from "./retry.rules.ts";

const facts: AttemptFacts = {
  messageClass: "marketing",
  attemptsBefore: 0,
  isSecondCopy: false,
  isRepeat: false,
  repeats: 0,
  repeatSecondsLeft: null,
  secondsLeft: null,
  jitter: 1,
};

function refused(code: number, enhancedCode: string | null, at: { phase?: ChannelPhase; text?: string } = {}): Outcome {
  const { phase = "rcpt", text = "" } = at;
  const outcome = code < 500 ? "rejected-temporarily" : "rejected-permanently";
  return { outcome, phase, reply: { code, enhancedCode, text } };
}

function notSent(kind: ChannelErrorKind, phase: ChannelPhase = "connect"): Outcome {
  return { outcome: "not-sent", phase, error: { kind, code: null, detail: "", reply: null } };
}

describe("what follows from an attempt", () => {
  test.each([
    ["a time-out while connecting", notSent("timed-out"), "retry", "failing"],
    ["a refused connection", notSent("connection-refused"), "retry", "failing"],
    ["a name that is not found", notSent("host-not-found"), "retry", "failing"],
    ["a connection lost in the body", notSent("connection-lost", "body"), "retry", "failing"],
    ["a sign-in refused for now", notSent("sign-in-refused-for-now", "auth"), "retry", "failing"],
    ["a wrong password", notSent("sign-in-refused", "auth"), "give-back", "blocked"],
    ["a certificate that is not valid", notSent("certificate-not-valid", "tls"), "give-back", "blocked"],
    ["encryption that is not offered", notSent("encryption-not-offered", "tls"), "give-back", "blocked"],
    ["our own drop", notSent("dropped-by-us", "body"), "give-back", "unknown"],
    ["an address that is none", notSent("address-not-valid", "mail"), "failed", "unknown"],
    ["a message that is too large", notSent("message-too-large", "mail"), "failed", "unknown"],
    ["450 busy mailbox", refused(450, "4.2.1"), "retry", "works"],
    ["421 at the dot", refused(421, "4.3.2", { phase: "replied" }), "retry", "failing"],
    ["451 to MAIL", refused(451, "4.1.8", { phase: "mail" }), "retry", "failing"],
    ["550 no such user", refused(550, "5.1.1"), "failed", "works"],
    ["550 without a code", refused(550, null), "failed", "works"],
    ["554 policy", refused(554, "5.7.1", { phase: "replied" }), "failed", "works"],
    ["553 sender not yours", refused(553, "5.7.1", { phase: "mail" }), "give-back", "blocked"],
    ["530 sign in first", refused(530, "5.7.0", { phase: "mail" }), "give-back", "blocked"],
    ["552 mailbox full", refused(552, "5.2.2"), "retry", "works"],
    ["silence after the dot", { outcome: "uncertain", phase: "dot" } as Outcome, "uncertain", "unknown"],
  ] as const)("%s", (...row) => {
    const [, outcome, kind, sender] = row;
    expect(judgeOutcome(outcome, facts)).toMatchObject({ next: { kind }, sender });
  });

  test("only codes that mean 'no such mailbox' speak about the address", () => {
    const dead = (outcome: Outcome) => judgeOutcome(outcome, facts).next;
    expect(dead(refused(550, "5.1.1"))).toMatchObject({ bounceClass: "hard" });
    expect(dead(refused(550, "5.1.10", { phase: "replied" }))).toMatchObject({ bounceClass: "hard" });
    for (const other of [
      refused(550, null),
      refused(550, "5.7.1"),
      refused(554, "5.7.26", { phase: "replied" }),
      refused(553, "5.1.8"),
    ]) {
      expect(dead(other)).not.toMatchObject({ bounceClass: "hard" });
    }
  });

  test("waits longer after each attempt, at most four hours, and never all at once", () => {
    const delayAfter = (attemptsBefore: number, jitter: number) => {
      const { next } = judgeOutcome(notSent("timed-out"), { ...facts, attemptsBefore, jitter });
      return next.kind === "retry" ? next.afterSeconds : undefined;
    };
    expect([0, 1, 2, 3].map((attempts) => delayAfter(attempts, 1))).toEqual([30, 60, 120, 240]);
    expect(delayAfter(20, 1)).toBe(4 * 3600);
    expect(delayAfter(20, 0)).toBe(2 * 3600);
  });

  test("greylisting waits five minutes at least", () => {
    for (const reply of [refused(450, "4.7.1"), refused(451, null, { text: "Greylisted, try later" })]) {
      expect(judgeOutcome(reply, { ...facts, jitter: 0 }).next).toEqual({ kind: "retry", afterSeconds: 300 });
    }
  });

  test("a full mailbox is tried three times", () => {
    expect(judgeOutcome(refused(552, "5.2.2"), { ...facts, attemptsBefore: 2 }).next).toMatchObject({ kind: "failed" });
  });

  test("a message whose next try would come after its time fails", () => {
    const late = judgeOutcome(notSent("timed-out"), { ...facts, secondsLeft: 10 });
    expect(late.next).toMatchObject({ kind: "failed", reason: "messaging.too-old" });
  });

  test("a message that was tried thirty times fails", () => {
    expect(judgeOutcome(notSent("timed-out"), { ...facts, attemptsBefore: 29 }).next).toMatchObject({
      kind: "failed",
      reason: "messaging.tried-too-often",
    });
  });

  test("only security mail is sent once more when nobody knows, and only once", () => {
    const unknown: Outcome = { outcome: "uncertain", phase: "dot" };
    expect(judgeOutcome(unknown, { ...facts, messageClass: "security" }).next).toEqual({
      kind: "uncertain",
      settleAfterSeconds: 900,
    });
    expect(judgeOutcome(unknown, { ...facts, messageClass: "security", isSecondCopy: true }).next).toEqual({
      kind: "uncertain",
      settleAfterSeconds: null,
    });
    for (const messageClass of ["marketing", "personal", "service", "consent-request", "reply"] as const) {
      expect(judgeOutcome(unknown, { ...facts, messageClass }).next).toEqual({
        kind: "uncertain",
        settleAfterSeconds: null,
      });
    }
  });

  describe("where the server drops repeats", () => {
    const unknown: Outcome = { outcome: "uncertain", phase: "dot" };
    const guarded = { ...facts, repeatSecondsLeft: 3_000 };
    const inDoubt = { ...guarded, isRepeat: true, repeats: 1 };
    const asOf = (change: Partial<AttemptFacts>, outcome: Outcome = unknown) =>
      judgeOutcome(outcome, { ...inDoubt, ...change }).next;

    test.each(messageClasses)(
      "a message of class %s is brought again soon, and later with each time",
      (messageClass) => {
        const graces = [0, 1, 2, 3, 4, 5].map((repeats) => asOf({ messageClass, repeats, isRepeat: repeats > 0 }));
        expect(graces).toEqual(
          [60, 120, 240, 480, 960, 1800].map((settleAfterSeconds) => ({ kind: "uncertain", settleAfterSeconds })),
        );
      },
    );

    test("after six times, or when the server may have forgotten it, the ordinary rule applies", () => {
      for (const over of [{ repeats: 6 }, { repeatSecondsLeft: 100 }, { repeatSecondsLeft: -5 }]) {
        expect(asOf(over)).toEqual({ kind: "uncertain", settleAfterSeconds: null });
        expect(asOf({ ...over, messageClass: "security" })).toEqual({ kind: "uncertain", settleAfterSeconds: 900 });
      }
    });

    test("only a yes ends the doubt: a refusal of the repeat says nothing about the first one", () => {
      const yes: Outcome = { outcome: "accepted", reply: { code: 250, enhancedCode: null, text: "" } };
      expect(asOf({}, yes)).toEqual({ kind: "accepted" });
      for (const no of [
        refused(550, "5.1.1"),
        refused(554, "5.7.1", { phase: "replied" }),
        notSent("message-too-large", "mail"),
      ]) {
        expect(asOf({}, no)).toEqual({ kind: "uncertain", settleAfterSeconds: null });
        expect(asOf({ isRepeat: false }, no).kind).toBe("failed");
      }
    });

    test("a repeat that must wait is tried again as long as the server knows it", () => {
      expect(asOf({}, refused(451, null))).toEqual({ kind: "retry", afterSeconds: 30 });
      expect(asOf({ repeatSecondsLeft: 20 }, refused(451, null)).kind).toBe("uncertain");
      expect(asOf({ secondsLeft: 10 }, notSent("timed-out")).kind).toBe("uncertain");
      expect(asOf({}, notSent("sign-in-refused", "auth"))).toEqual({ kind: "give-back" });
    });
  });

  test("a sender rests longer with each failure", () => {
    expect([5, 6, 7].map(breakerSeconds)).toEqual([30, 60, 120]);
    expect(breakerSeconds(100)).toBe(4 * 3600);
  });
});
