import { type Policy, type Role, roles } from "../../contracts/identity.ts";
import { createApiKey } from "../../server/modules/identity/api-keys/create-api-key.ts";
import { addUser, startSession } from "../../server/modules/identity/index.ts";
import { policiesOfRole } from "../../server/modules/identity/policies.rules.ts";
import type { TestApp, TestOrganisation } from "../support/test-app.ts";

/** Somebody who asks, with what they may do. */
export interface Principal {
  id: string;
  name: string;
  policies: ReadonlySet<Policy>;
  isKey: boolean;
  /** `isNew`: in a session of its own, for a route that ends the one that calls it. */
  headers: (isNew?: boolean) => Promise<Record<string, string>>;
}

/** A key that may do one thing of several modules, so that no route is open to it by chance. */
const keyPolicies: Policy[] = ["contacts.read", "users.manage", "messages.read"];

/** Every role as a real user with a real session, and a key. */
export async function makePrincipals(app: TestApp, org: TestOrganisation): Promise<Principal[]> {
  const users: Principal[] = [];
  for (const role of roles) users.push(await makeUser(app, org, role));
  const { apiKeyId, key } = await app.run(org, (ctx) => createApiKey(ctx, { name: "Rights", policies: keyPolicies }));
  const headers = async () => ({ authorization: `Bearer ${key}` });
  return [...users, { id: apiKeyId, name: "API key", policies: new Set(keyPolicies), isKey: true, headers }];
}

/** Signed in, but only to change their password. */
export async function makeNewcomer(app: TestApp, org: TestOrganisation): Promise<Principal> {
  const userId = await insertUser(app, org, { role: "administrator", box: "newcomer" });
  return {
    id: userId,
    name: "administrator who must change the password",
    policies: new Set(policiesOfRole("administrator")),
    isKey: false,
    headers: sessionsOf(app, org, { userId, opens: "password-change" }),
  };
}

async function makeUser(app: TestApp, org: TestOrganisation, role: Role): Promise<Principal> {
  const userId = await insertUser(app, org, { role, box: role });
  const policies = new Set(policiesOfRole(role));
  return {
    id: userId,
    name: role,
    policies,
    isKey: false,
    headers: sessionsOf(app, org, { userId, opens: "everything" }),
  };
}

async function insertUser(
  app: TestApp,
  org: TestOrganisation,
  { role, box }: { role: Role; box: string },
): Promise<string> {
  const input = { email: `${box}@${org.orgId}.test`, name: `Rights ${box}`, role };
  return (await app.run(org, (ctx) => addUser(ctx, input))).userId;
}

interface Opening {
  userId: string;
  opens: "everything" | "password-change";
}

function sessionsOf(app: TestApp, org: TestOrganisation, opening: Opening): Principal["headers"] {
  let kept: Promise<Record<string, string>> | undefined;
  return (isNew = false) => {
    if (isNew) return cookieFor(app, org, opening);
    kept ??= cookieFor(app, org, opening);
    return kept;
  };
}

async function cookieFor(app: TestApp, org: TestOrganisation, opening: Opening): Promise<Record<string, string>> {
  const { orgId, secret } = await app.run(org, (ctx) => startSession(ctx, { ...opening, userAgent: null }));
  return { cookie: `placet=${orgId}.${secret}` };
}
