import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, type LedgerRecord, recordJson } from "./ledger-record.rules.ts";

const text = fc.string({ unit: "binary" }).map((value) => value.toWellFormed());
const maybe = fc.option(text);

test("spells a record as every other value is spelled", () => {
  const record = fc.record({
    v: fc.constant(1),
    eventId: text,
    kind: text,
    subject: text,
    commitment: maybe,
    type: maybe,
    stateAfter: maybe,
    actor: text,
    actorRef: maybe,
    source: text,
    occurredAt: text,
    recordedAt: text,
    validUntil: maybe,
    language: maybe,
    wordingHash: maybe,
    evidence: maybe,
    messageId: maybe,
  });
  fc.assert(
    fc.property(record, (given) => {
      expect(recordJson(given as LedgerRecord)).toBe(canonicalJson(given));
    }),
  );
});
