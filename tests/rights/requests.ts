import { fullPath, type RouteDefinition } from "../../server/http/route.ts";
import { newId } from "../../server/platform/ids.ts";
import { exampleOf } from "./example-of.ts";
import type { Ids } from "./objects.ts";

export interface PreparedRequest {
  method: RouteDefinition["method"];
  url: string;
  headers: Record<string, string>;
  payload?: string | Buffer | object;
}

/** `file`: sent as a form with one CSV file, as a browser does. */
type Body = object | { file: string; fields: Record<string, string> };

const writing = {
  kind: "consent-request",
  language: "en",
  subject: "May we write to you?",
  html: "<p>%consent_type%</p><p>%consent_link%</p>",
};

/** Bodies that no schema can tell, because of what must hold together. By operationId. */
export const bodies: Record<string, (ids: Ids) => Body> = {
  addUser: ({ shopId, canary }) => ({
    email: `${newId()}@example.org`,
    name: `Canary ${canary}`,
    role: "viewer",
    shopId,
  }),
  // Names under example.org never lead anywhere.
  addSender: ({ userId }) => ({
    owner: { kind: "user", userId },
    displayName: "Maison",
    fromAddress: "maison@example.org",
    userName: "maison",
    host: "mail.example.org",
    port: 587,
    encryption: "starttls",
  }),
  changeSender: () => ({ displayName: "Another name" }),
  saveReturnMailbox: () => ({ host: "imap.example.org", userName: "maison" }),
  // Off: on needs a record in a real domain.
  switchDkim: () => ({ isEnabled: false }),
  testSender: () => ({ to: "somebody@example.org" }),
  createTemplate: ({ canary }) => ({ ...writing, name: `Canary ${canary}` }),
  updateTemplate: ({ contentVersionId }) => ({ ...writing, name: "Another name", contentVersionId }),
  createContact: ({ canary }) => ({
    lastName: `Canary ${canary}`,
    addresses: [{ kind: "email", typed: `${newId()}@example.org` }],
  }),
  addContactAddress: ({ phone }) =>
    phone
      ? { kind: "phone", typed: `+49 30 ${(Number.parseInt(newId().slice(-6), 16) % 90_000_000) + 10_000_000}` }
      : { kind: "email", typed: `${newId()}@example.org` },
  checkCall: ({ phoneAddressId }) => ({ addressId: phoneAddressId }),
  stateCallReason: ({ reasonId }) => ({ reasonId, text: "You asked us to" }),
  recordCallOutcome: () => ({ outcome: "no-more-calls" }),
  changeLawRule: () => ({ value: 2 }),
  recordRegisterCheck: () => ({ checkedOn: "2026-01-02" }),
  recordConsent: ({ typeId }) => ({
    typeId,
    givenOn: "2024-05-06",
    source: "paper",
    evidence: "Signed form 17, in the safe",
  }),
  addConsentType: () => ({ title: "A type", code: `type-${newId()}`, allowsMass: true }),
  declareOwnProof: ({ senderId }) => ({ senderId, statement: "We keep every signed form in the safe of the shop." }),
  createCampaign: ({ canary, typeId, senderId }) => ({ name: `Canary ${canary}`, typeId, senderId }),
  changeCampaign: ({ typeId }) => ({ version: 1, name: "Another name", typeId }),
  scheduleCampaign: () => ({ version: 1, recipients: 1, at: "2030-01-02T09:00" }),
  saveFilter: ({ canary, importId }) => ({ name: `Canary ${canary} ${newId().slice(-8)}`, filter: { importId } }),
  saveMessageFilter: ({ canary, contactId }) => ({
    name: `Canary ${canary} ${newId().slice(-8)}`,
    filters: { contactId },
  }),
  writeMessage: ({ contactId, addressId, reasonId }) => ({
    contactId,
    addressId,
    subject: "Your visit",
    html: "<p>Hello</p>",
    reason: { reasonId, text: "You asked us to" },
  }),
  uploadConsentImport: () => ({ file: `address,type,state\r\n${newId()}@example.org,newsletter,no\r\n`, fields: {} }),
  uploadContactImport: () => ({ file: `Name,E-mail\r\nAda,${newId()}@example.org\r\n`, fields: {} }),
};

/** Parameters that are no ids. */
export const plainParameters: Record<string, string> = { language: "en", lawCountry: "IT", ruleCode: "call-attempts" };

/** Two modules that give their parameter the same name: which object it means. By operationId. */
const otherNames: Record<string, (ids: Ids) => Ids> = {
  removeMessageFilter: (ids) => ({ ...ids, savedFilterId: ids.messageFilterId ?? "" }),
};

/** The request that this route wants, about these objects. */
export function prepareRequest(route: RouteDefinition, given: Ids): PreparedRequest {
  const ids = otherNames[route.operationId]?.(given) ?? given;
  const url = fullPath(route).replace(/:(\w+)/g, (_, name: string) => ids[name] ?? plainParameters[name] ?? name);
  const prepared: PreparedRequest = { method: route.method, url: url + queryOf(route, ids), headers: {} };
  if (route.idempotency) prepared.headers["idempotency-key"] = newId();
  const body =
    bodies[route.operationId]?.(ids) ?? (route.body ? exampleOf(route.body, (name) => ids[name]) : undefined);
  return body === undefined ? prepared : { ...prepared, ...encode(body as object, prepared.headers) };
}

export function parameterNames(route: RouteDefinition): string[] {
  return [...fullPath(route).matchAll(/:(\w+)/g)].map((match) => match[1] ?? "");
}

/** Does the request name any object at all? */
export function namesObjects(route: RouteDefinition, ids: Ids): boolean {
  const { url, payload } = prepareRequest(route, ids);
  const text =
    url + (typeof payload === "object" && !Buffer.isBuffer(payload) ? JSON.stringify(payload) : String(payload));
  return Object.entries(ids).some(([name, id]) => name !== "canary" && text.includes(id));
}

function queryOf(route: RouteDefinition, ids: Ids): string {
  if (!route.query) return "";
  const query = exampleOf(route.query, (name) => ids[name]) as Record<string, unknown>;
  const entries = Object.entries(query).map(([name, value]) => [name, String(value)] as [string, string]);
  return entries.length === 0 ? "" : `?${new URLSearchParams(entries).toString()}`;
}

function encode(body: object, headers: Record<string, string>): Pick<PreparedRequest, "payload" | "headers"> {
  if (!("file" in body && "fields" in body)) return { payload: body, headers };
  const { file, fields } = body as { file: string; fields: Record<string, string> };
  const boundary = "rights-matrix";
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  parts.push(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="list.csv"\r\nContent-Type: text/csv\r\n\r\n${file}\r\n--${boundary}--\r\n`,
  );
  return {
    payload: parts.join(""),
    headers: { ...headers, "content-type": `multipart/form-data; boundary=${boundary}` },
  };
}
