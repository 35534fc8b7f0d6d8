import { expect, test } from "vitest";
import { newId } from "../../../platform/ids.ts";
import { gateRequestOf } from "./gate-request-of.ts";

test("a message that was moved to the shared sender stands on consent again (X1)", () => {
  const basis = { kind: "own-sender-declaration" as const, senderId: newId() };
  const message = {
    messageId: newId(),
    addressId: newId(),
    contactId: null,
    messageClass: "marketing",
    typeId: newId(),
    basis,
  };
  const asked = (senderId: string) =>
    gateRequestOf({ ...message, senderId } as Parameters<typeof gateRequestOf>[0]).basis;
  expect(asked(basis.senderId)).toEqual(basis);
  expect(asked(newId())).toBeUndefined();
});
