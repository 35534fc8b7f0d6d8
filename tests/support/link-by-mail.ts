import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";

/** Asks a new contact of the demonstration for consent, and takes the link from the mail that arrives. */
export async function makePersonsLink(page: Page, address: string): Promise<string> {
  const { request } = page;
  const post = async (path: string, data: object) => {
    const answer = await request.post(`/api/v1${path}`, { data, headers: { "idempotency-key": randomUUID() } });
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
    return answer.json();
  };
  const types = await (await request.get("/api/v1/consent-types")).json();
  const main = types.items.find((type: { isMain: boolean }) => type.isMain);
  const contact = await post("/contacts", {
    kind: "client",
    lastName: "Martel",
    addresses: [{ kind: "email", typed: address }],
  });
  await post("/consent-requests", { addressId: contact.addresses[0].addressId, typeId: main.typeId });
  const mails = `/api/v1/demo-mailbox/mails?recipient=${encodeURIComponent(address)}`;
  const arrived = async () => (await (await request.get(mails)).json()).items[0]?.mailId;
  await expect.poll(arrived, { timeout: 30_000 }).toBeTruthy();
  const mail = await (await request.get(`/api/v1/demo-mailbox/mails/${await arrived()}`)).json();
  const link = /\/c\/[A-Za-z0-9_-]+/.exec(mail.text)?.[0];
  if (!link) throw new Error(`The mail has no link to the person's page:\n${mail.text}`);
  return link;
}
