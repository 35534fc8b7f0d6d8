import { expect } from "vitest";
import { createOrganisation } from "../../server/modules/identity/index.ts";
import type { TestAnswer, TestApp } from "./test-app.ts";

export const ownPassword = "vK7#quietPond-41";

export interface Visitor {
  cookie: string;
  request: (method: string, path: string, body?: unknown) => Promise<TestAnswer>;
}

export interface Company {
  orgId: string;
  userId: string;
  temporaryPassword: string;
}

/** Real accounts and real sign-in, for tests of the door itself. */
export function openDoor(app: TestApp) {
  const visitor = (cookie: string): Visitor => ({
    cookie,
    request: (method, path, body) =>
      app.anonymous.request(method, path, { headers: { cookie }, ...(body === undefined ? {} : { body }) }),
  });

  const signIn = (email: string, password: string, orgId?: string) =>
    app.anonymous.request("POST", "/sign-in", { body: { email, password, ...(orgId ? { orgId } : {}) } });

  const newCompany = async (email: string, name = "Boulangerie Lefevre"): Promise<Company> => {
    const administrator = { email, name: "Ada Byron" };
    const { orgId, userId, temporaryPassword } = await createOrganisation(app.platform, {
      name,
      language: "fr",
      administrator,
    });
    if (userId === null || temporaryPassword === null) throw new Error("a new company has an administrator");
    return { orgId, userId, temporaryPassword };
  };

  /** Signs in with a temporary password and chooses an own one. */
  const settle = async (email: string, temporaryPassword: string, password = ownPassword): Promise<Visitor> => {
    const first = visitor(cookieOf(await signIn(email, temporaryPassword)));
    const body = { currentPassword: temporaryPassword, newPassword: password };
    const changed = await first.request("POST", "/account/password", body);
    expect(changed.body).toEqual({});
    return visitor(cookieOf(changed));
  };

  const newAdministrator = async (email: string, name?: string): Promise<Visitor & Company> => {
    const company = await newCompany(email, name);
    return { ...company, ...(await settle(email, company.temporaryPassword)) };
  };

  const addColleague = async (
    administrator: Visitor,
    email: string,
    role: string,
  ): Promise<Visitor & { userId: string }> => {
    const added = await administrator.request("POST", "/users", { email, name: "Grace Murray", role });
    expect(added.status).toBe(201);
    return { userId: added.body.userId, ...(await settle(email, added.body.temporaryPassword)) };
  };

  return { visitor, signIn, newCompany, settle, newAdministrator, addColleague };
}

export function cookieOf(answer: TestAnswer): string {
  const header = answer.headers["set-cookie"];
  return String(Array.isArray(header) ? header[0] : header).split(";")[0] ?? "";
}
