import { createApiKey } from "../../server/modules/identity/api-keys/create-api-key.ts";
import { listShops, startSession } from "../../server/modules/identity/index.ts";
import { createBatch } from "../../server/modules/messaging/index.ts";
import { receiveDemoMail } from "../../server/modules/workspace/demo-mailbox/receive-demo-mail.ts";
import { newId } from "../../server/platform/ids.ts";
import type { TestApp, TestOrganisation } from "../support/test-app.ts";

/** Ids by the name that they have in paths, queries and bodies. */
export type Ids = Record<string, string>;

export interface Maker {
  app: TestApp;
  org: TestOrganisation;
  /** Of the administrator who makes them. */
  callerId: string;
  /** Calls a route as an administrator with the example of its body, and gives what it answers. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever the route answers
  call: (operationId: string, ids: Ids) => Promise<any>;
}

/**
 * One object for each kind of id. A route whose id is missing here fails the matrix: add a line when you add such a route.
 * Later ones may stand on earlier ones, and each can be made again and again.
 */
export const objectMakers: Record<string, (maker: Maker, ids: Ids) => Promise<string>> = {
  /** Stands in names: it must never come out on the other side. */
  canary: async () => newId().slice(-12),
  shopId: async ({ app, org }) => (await app.run(org, listShops)).items[0]?.shopId ?? "",
  userId: async ({ call }, ids) => (await call("addUser", ids)).userId,
  sessionId: async ({ app, org, callerId, call }, ids) => {
    await app.run(org, (ctx) => startSession(ctx, { userId: callerId, opens: "everything", userAgent: "an object" }));
    const { items } = await call("listOwnSessions", ids);
    return items.find((session: { userAgent: string | null }) => session.userAgent === "an object").sessionId;
  },
  apiKeyId: async ({ app, org }) =>
    (await app.run(org, (ctx) => createApiKey(ctx, { name: "Object", policies: ["contacts.read"] }))).apiKeyId,
  senderId: async ({ call }, ids) => {
    const senderId = await makeSender(call, ids);
    await call("saveReturnMailbox", { ...ids, senderId });
    await call("makeDkimKey", { ...ids, senderId });
    return senderId;
  },
  templateId: async ({ call }, ids) => (await call("createTemplate", ids)).templateId,
  contentVersionId: async ({ call }, ids) => (await call("getTemplate", ids)).contentVersionId,
  contactId: async ({ call }, ids) => (await call("createContact", ids)).contactId,
  contactAddressId: async ({ call }, ids) => (await call("getContact", ids)).addresses[0].contactAddressId,
  importId: async ({ call }, ids) => (await call("uploadContactImport", ids)).importId,
  addressId: async ({ call }, ids) => (await call("getContact", ids)).addresses[0].addressId,
  typeId: async ({ call }, ids) => (await call("addConsentType", ids)).typeId,
  phoneAddressId: ({ call }, ids) => makePhone(call, ids),
  /** Of a number of its own: the person may ask not to be called again. */
  callCheckId: async ({ call }, ids) =>
    (await call("checkCall", { ...ids, phoneAddressId: await makePhone(call, ids) })).callCheckId,
  reasonId: async ({ call }, ids) => (await call("addContactReason", ids)).reasonId,
  declarationId: async ({ call }, ids) =>
    (await call("declareOwnProof", { ...ids, senderId: await makeSender(call, ids) })).declarationId,
  // Of an address of its own: a blocked one would close other routes.
  suppressionId: async ({ call }, ids) => {
    const { addresses } = await call("createContact", ids);
    const { suppressions } = await call("suppressAddress", { ...ids, addressId: addresses[0].addressId });
    return suppressions[0].suppressionId;
  },
  // Of an address of its own, which has said no then.
  eventId: async ({ call }, ids) => {
    const { addresses } = await call("createContact", ids);
    return (await call("withdrawConsent", { ...ids, addressId: addresses[0].addressId })).eventId;
  },
  consentImportId: async ({ call }, ids) => (await call("uploadConsentImport", ids)).consentImportId,
  batchId: async ({ app, org }) =>
    (await app.run(org, (ctx) => createBatch(ctx, { name: "A launch", cause: "test" }))).batchId,
  campaignId: async ({ call }, ids) => (await call("createCampaign", ids)).campaignId,
  savedFilterId: async ({ call }, ids) => (await call("saveFilter", ids)).savedFilterId,
  messageFilterId: async ({ call }, ids) => (await call("saveMessageFilter", ids)).savedFilterId,
  messageId: async ({ call }, ids) => (await call("writeMessage", ids)).messageId,
  mailId: async ({ app, org, call }, ids) => {
    const raw = Buffer.from(`From: a@example.org\r\nTo: b@example.org\r\nSubject: ${ids.canary}\r\n\r\nHello\r\n`);
    await receiveDemoMail(app.platform, {
      orgId: org.orgId,
      sender: "a@example.org",
      recipients: ["b@example.org"],
      raw,
    });
    return (await call("listDemoMails", ids)).items[0].mailId;
  },
};

/** Of a user who has none yet: nobody has two for one area. */
async function makeSender(call: Maker["call"], ids: Ids): Promise<string> {
  const { userId } = await call("addUser", ids);
  return (await call("addSender", { ...ids, userId })).senderId;
}

/** All of them, in the order of the list. */
export async function makeObjects(maker: Maker): Promise<Ids> {
  const ids: Ids = {};
  for (const [name, make] of Object.entries(objectMakers)) {
    const id = await make(maker, ids);
    if (typeof id !== "string" || id === "") throw new Error(`no object for ${name}`);
    ids[name] = id;
  }
  return ids;
}

export function missingObjects(): Ids {
  return Object.fromEntries(Object.keys(objectMakers).map((name) => [name, newId()]));
}

async function makePhone(call: Maker["call"], ids: Ids): Promise<string> {
  const { contactId } = await call("createContact", ids);
  const { addresses } = await call("addContactAddress", { ...ids, contactId, phone: "yes" });
  const phone = addresses.find((address: { kind: string }) => address.kind === "phone");
  return phone.addressId;
}
