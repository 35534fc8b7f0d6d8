import { expect, test } from "vitest";
import { policies, roles } from "../../../contracts/identity.ts";
import { policiesOfRole } from "./policies.rules.ts";

test("an administrator holds every policy", () => {
  expect(policiesOfRole("administrator")).toEqual([...policies]);
});

test("each role holds what the role below it holds, and more", () => {
  for (const [index, role] of roles.entries()) {
    const below = roles[index + 1];
    if (below === undefined) continue;
    const own = policiesOfRole(role);
    expect(own).toEqual(expect.arrayContaining(policiesOfRole(below)));
    expect(own.length).toBeGreaterThan(policiesOfRole(below).length);
  }
});

test("a viewer changes nothing", () => {
  expect(policiesOfRole("viewer").filter((policy) => !policy.endsWith(".read"))).toEqual([]);
});

test("only an administrator manages users, keys, senders, the organisation and the audit", () => {
  const reserved = ["users.manage", "organisation.manage", "api-keys.manage", "audit.read", "senders.manage"];
  for (const role of roles.filter((role) => role !== "administrator")) {
    expect(policiesOfRole(role).filter((policy) => reserved.includes(policy))).toEqual([]);
  }
});
