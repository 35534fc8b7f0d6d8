import { expect, test } from "vitest";
import type { SenderState } from "../../../contracts/senders.ts";
import { isUsable, type SenderFacts, stateOf } from "./sender-state.rules.ts";

const working: SenderFacts = {
  kind: "smtp",
  isEnabled: true,
  userName: "contact@example.org",
  hasPassword: true,
  lastTestOutcome: "accepted",
  isBreakerOpen: false,
  isConnected: true,
};

test.each<[SenderState, boolean, Partial<SenderFacts>]>([
  ["works", true, {}],
  ["not-tested", true, { lastTestOutcome: null }],
  ["test-failed", true, { lastTestOutcome: "wrong-password" }],
  ["paused", true, { isBreakerOpen: true }],
  ["password-missing", false, { hasPassword: false }],
  ["password-missing", false, { hasPassword: false, isBreakerOpen: true }],
  ["works", true, { hasPassword: false, userName: null }],
  ["off", false, { isEnabled: false, hasPassword: false }],
  ["works", true, { kind: "platform", hasPassword: false, lastTestOutcome: null }],
  ["not-connected", false, { kind: "platform", isConnected: false }],
])("a sender is %s (usable: %s) with %o", (state, usable, facts) => {
  expect(stateOf({ ...working, ...facts })).toBe(state);
  expect(isUsable({ ...working, ...facts })).toBe(usable);
});
