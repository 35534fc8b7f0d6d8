import { describe, expect, test } from "vitest";
import type { SenderArea } from "../../../contracts/senders.ts";
import { chooseAmong, type SenderCandidate, type SenderRequest } from "./choose-sender.rules.ts";

const platform = candidate("platform", { kind: "platform" });
const shopAll = candidate("shop-all", { ownerShopId: "paris", isDefaultShop: true });
const shopInvoices = candidate("shop-invoices", { ownerShopId: "paris", isDefaultShop: true, area: "invoices" });
const lyonAll = candidate("lyon-all", { ownerShopId: "lyon" });
const annAll = candidate("ann-all", { ownerUserId: "ann" });
const everything = [platform, shopAll, shopInvoices, lyonAll, annAll];

describe("which sender is used (D20), when mail leaves by own mailboxes", () => {
  test.each<[string, SenderRequest, string]>([
    ["a campaign: its own choice", { purpose: "campaign", senderId: "lyon-all" }, "lyon-all"],
    ["a campaign without a choice: the shop's", { purpose: "campaign" }, "shop-all"],
    ["a single message: the user's account", { purpose: "single", userId: "ann", shopId: "paris" }, "ann-all"],
    [
      "a single message of a user without one: the shop's",
      { purpose: "single", userId: "bob", shopId: "lyon" },
      "lyon-all",
    ],
    ["an automatic message: the mailbox of its area", { purpose: "automatic", area: "invoices" }, "shop-invoices"],
    ["an automatic message of an area without one: all", { purpose: "automatic", area: "tickets" }, "shop-all"],
    [
      "an automatic message never uses a user's account",
      { purpose: "automatic", userId: "ann", area: "tickets" },
      "shop-all",
    ],
    [
      "a shop's own mailbox before the area of another shop",
      { purpose: "automatic", area: "invoices", shopId: "lyon" },
      "lyon-all",
    ],
    [
      "a security message: always the platform",
      { purpose: "security", senderId: "shop-all", userId: "ann" },
      "platform",
    ],
  ])("%s", (_, request, expected) => {
    expect(chooseAmong(everything, request, "own-mailbox")?.senderId).toBe(expected);
  });

  test("nothing that lacks a password or is off is chosen, the platform is", () => {
    const unusable = [platform, { ...shopAll, isUsable: false }];
    expect(chooseAmong(unusable, { purpose: "automatic", area: "invoices" }, "own-mailbox")).toBe(platform);
  });

  test("a campaign keeps its choice though it is off, so that its messages wait instead of leaving by another", () => {
    const off = { ...shopAll, isUsable: false };
    expect(chooseAmong([platform, off], { purpose: "campaign", senderId: "shop-all" }, "own-mailbox")).toBe(off);
  });

  test("a mailbox for invoices does not carry tickets", () => {
    expect(chooseAmong([platform, shopInvoices], { purpose: "automatic", area: "tickets" }, "own-mailbox")).toBe(
      platform,
    );
  });
});

test("a mailbox for mailings carries campaigns and nothing else", () => {
  const relay = candidate("relay", { ownerShopId: "paris", isDefaultShop: true, area: "campaigns" });
  const senders = [platform, shopAll, relay];
  expect(chooseAmong(senders, { purpose: "campaign" }, "own-mailbox")).toBe(relay);
  expect(chooseAmong(senders, { purpose: "single", userId: "bob" }, "own-mailbox")).toBe(shopAll);
  expect(chooseAmong([platform, relay], { purpose: "automatic", area: "invoices" }, "own-mailbox")).toBe(platform);
});

describe("when mail leaves by the platform", () => {
  test("an installation without a sender of its own uses a mailbox that works, instead of letting messages wait", () => {
    const notConnected = { ...platform, isUsable: false };
    expect(chooseAmong([notConnected, shopAll], { purpose: "single" }, "platform")).toBe(shopAll);
    expect(chooseAmong([notConnected], { purpose: "single" }, "platform")).toBe(notConnected);
  });

  test("mailboxes of the organisation are passed over, except by a campaign that names one", () => {
    expect(chooseAmong(everything, { purpose: "single", userId: "ann" }, "platform")).toBe(platform);
    expect(chooseAmong(everything, { purpose: "automatic", area: "invoices" }, "platform")).toBe(platform);
    expect(chooseAmong(everything, { purpose: "campaign", senderId: "shop-all" }, "platform")).toBe(shopAll);
  });
});

function candidate(senderId: string, facts: Partial<SenderCandidate>): SenderCandidate {
  const area: SenderArea = "all";
  return {
    senderId,
    kind: "smtp",
    ownerUserId: null,
    ownerShopId: null,
    isDefaultShop: false,
    area,
    isUsable: true,
    ...facts,
  };
}
