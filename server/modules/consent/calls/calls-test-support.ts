import { createContactBody } from "../../../../contracts/contacts.ts";
import { typesOf } from "../../../../tests/support/people.ts";
import {
  startTestApp,
  type TestApp,
  type TestClient,
  type TestOrganisation,
} from "../../../../tests/support/test-app.ts";
import { createContact } from "../../contacts/index.ts";
import { changeSettings, recordGrant } from "../index.ts";

export interface Person {
  contactId: string;
  addressId: string;
  number: string;
}

/** Where somebody asks before calling. */
export interface CallDesk {
  app: TestApp;
  org: TestOrganisation;
  operator: TestClient;
  /** The consent type for calls. */
  calls: string;
  aPerson: (typed?: string, company?: string) => Promise<Person>;
  grant: (person: Person) => Promise<unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: what the API answered
  check: (body: object) => Promise<any>;
  state: (callCheckId: string, text: string) => ReturnType<TestClient["request"]>;
  /** As at the beginning: a reason is asked where consent is missing. */
  askWhenMissing: () => Promise<unknown>;
}

export async function startCallDesk(): Promise<CallDesk> {
  const app = await startTestApp();
  // Germany's row is that of all other countries: no law of its own stands in the way of what is tested here.
  const org = await app.newOrganisation({ language: "en" });
  const { calls } = await typesOf(app, org);
  const operator = app.signedIn(org, "operator");
  let next = 10_000_000;
  return {
    ...{ app, org, operator, calls },
    aPerson: async (typed = `+49 30 ${next++}`, company = "") => {
      const input = createContactBody.parse({ lastName: "Weber", company, addresses: [{ kind: "phone", typed }] });
      const { contactId, addresses } = await app.run(org, (ctx) => createContact(ctx, input));
      const [address] = addresses;
      return { contactId, addressId: address?.addressId ?? "", number: address?.value ?? "" };
    },
    grant: ({ addressId }) =>
      app.run(org, (ctx) =>
        recordGrant(ctx, {
          ...{ addressId, typeId: calls, givenOn: "2026-01-15" },
          ...{ source: "paper" as const, evidence: "Form 17" },
        }),
      ),
    check: async (body) => (await operator.request("POST", "/call-checks", { body })).body,
    state: (callCheckId, text) => operator.request("POST", `/call-checks/${callCheckId}/reason`, { body: { text } }),
    askWhenMissing: () => app.run(org, (ctx) => changeSettings(ctx, { callPrompt: "when-missing" })),
  };
}
