import type { AddSenderInput, Sender } from "../../contracts/senders.ts";
import { addSenderBody } from "../../contracts/senders.ts";
import { createOrganisation } from "../../server/modules/identity/index.ts";
import type { SmtpSink } from "./smtp-sink.ts";
import type { TestApp, TestClient, TestOrganisation } from "./test-app.ts";

export interface Shop extends TestOrganisation {
  shopId: string;
  userId: string;
}

export async function newShop(app: TestApp, wanted: { isDemonstration?: boolean; name?: string } = {}): Promise<Shop> {
  const created = await createOrganisation(app.platform, {
    name: wanted.name ?? "Chauffage Martin",
    language: "fr",
    isDemonstration: wanted.isDemonstration ?? false,
    administrator: { email: "admin@chauffage-martin.example", name: "Jeanne Martin" },
  });
  return { orgId: created.orgId, shopId: created.shopId, userId: created.userId ?? "" };
}

/** A mailbox as the form gives it. */
export function mailbox(given: Partial<AddSenderInput> = {}): AddSenderInput {
  return addSenderBody.parse({
    displayName: "Chauffage Martin",
    fromAddress: "contact@chauffage-martin.example",
    userName: "contact@chauffage-martin.example",
    host: "smtp.example.org",
    port: 465,
    encryption: "tls",
    ...given,
  });
}

export function mailboxAt(sink: Pick<SmtpSink, "port">, given: Partial<AddSenderInput> = {}): AddSenderInput {
  return mailbox({ host: "127.0.0.1", port: sink.port, encryption: "none", ...given });
}

export async function addMailbox(admin: TestClient, given: AddSenderInput, password?: string): Promise<Sender> {
  const added = await admin.request("POST", "/senders", { body: given });
  if (added.status !== 201) throw new Error(added.text);
  const sender = added.body as Sender;
  if (password === undefined) return sender;
  const set = await admin.request("PUT", `/senders/${sender.senderId}/password`, { body: { password } });
  return set.body as Sender;
}
