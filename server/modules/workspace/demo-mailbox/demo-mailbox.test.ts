import { createTransport, type SendMailOptions } from "nodemailer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SmtpSink, startSmtpSink } from "../../../../tests/support/smtp-sink.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../../tests/support/test-app.ts";
import type { Background } from "../../../platform/module.ts";
import { createOrganisation } from "../../identity/index.ts";
import { chooseSender, getSenderConnection, type SenderConnection } from "../../senders/index.ts";
import { receiveDemoMail } from "./receive-demo-mail.ts";
import { startDemoSink } from "./start-demo-sink.ts";

let app: TestApp;
let sink: Background;
let ownServer: SmtpSink;
beforeAll(async () => {
  app = await startTestApp({ environment: { ALLOW_PRIVATE_SMTP: "127.0.0.1:*" } });
  sink = await startDemoSink(app.platform);
  ownServer = await startSmtpSink();
});
afterAll(async () => {
  await sink.stop();
  await ownServer.stop();
  await app.stop();
});

const newOrganisation = (isDemonstration: boolean) =>
  createOrganisation(app.platform, { name: "Chauffage Martin", language: "fr", isDemonstration });

async function connectionOf(org: TestOrganisation): Promise<SenderConnection> {
  const answer = await app.run(org, async (ctx) =>
    getSenderConnection(ctx, (await chooseSender(ctx, { purpose: "campaign" })).senderId),
  );
  if (!answer.ready) throw new Error(answer.reason);
  return answer.connection;
}

async function send(
  connection: SenderConnection,
  mail: SendMailOptions,
  auth: { user: string; pass: string } | undefined = signInOf(connection),
): Promise<string> {
  const { host, port } = connection;
  const transport = createTransport({ host, port, secure: false, ignoreTLS: true, ...(auth ? { auth } : {}) });
  try {
    return (await transport.sendMail({ from: connection.from, subject: "Bonjour", text: "Voilà", ...mail })).response;
  } finally {
    transport.close();
  }
}

function signInOf({ signIn }: SenderConnection) {
  return signIn === null ? undefined : { user: signIn.userName, pass: signIn.password };
}

const mailsOf = async (org: TestOrganisation, query = {}) =>
  (await app.signedIn(org, "viewer").request("GET", "/demo-mailbox/mails", { query })).body;

describe("the mail of a demonstration", () => {
  test("is handed to the built-in server and can be read in the product", async () => {
    const org = await newOrganisation(true);
    expect(await send(await connectionOf(org), { to: "Ada@Example.org" })).toMatch(/^250 /);
    const { items } = await mailsOf(org);
    expect(items).toMatchObject([{ recipient: "ada@example.org", subject: "Bonjour", isOpened: false }]);
    const mail = (await app.signedIn(org, "viewer").request("GET", `/demo-mailbox/mails/${items[0].mailId}`)).body;
    expect(mail).toMatchObject({ text: "Voilà", to: "Ada@example.org", hasHtml: false, oneClickPath: null });
    expect(mail.headers).toContainEqual({ name: "Subject", value: "Bonjour" });
    expect((await mailsOf(org)).items[0].isOpened).toBe(true);
  });

  test("goes there also when it leaves by a mailbox of its own: nothing leaves a demonstration", async () => {
    const org = await newOrganisation(true);
    const admin = app.signedIn(org, "administrator");
    const body = {
      displayName: "Martin",
      fromAddress: "contact@martin.example",
      userName: null,
      host: "127.0.0.1",
      port: ownServer.port,
      encryption: "none",
    };
    const { senderId } = (await admin.request("POST", "/senders", { body })).body;
    await admin.request("PATCH", "/sender-settings", { body: { sendingMode: "own-mailbox" } });
    const answer = await app.run(org, (ctx) => getSenderConnection(ctx, senderId));
    expect(answer).toMatchObject({
      ready: true,
      connection: { kind: "demonstration", from: { address: "contact@martin.example" } },
    });
    const tested = await admin.request("POST", `/senders/${senderId}/test`, { body: { to: "me@example.org" } });
    expect(tested.body.outcome, "a test of the settings themselves talks to the server that was entered").toBe(
      "accepted",
    );
    expect(ownServer.accepted).toHaveLength(1);
  });
});

describe("no other mail enters the built-in mailbox", () => {
  test("an organisation that is no demonstration has no connection to it", async () => {
    const org = await newOrganisation(false);
    await expect(connectionOf(org)).rejects.toThrow("not-connected");
  });

  test("a demonstration's password opens it for that demonstration alone", async () => {
    const [one, other] = [await newOrganisation(true), await newOrganisation(true)];
    const connection = await connectionOf(one);
    const pass = signInOf(connection)?.pass ?? "";
    for (const user of [other.orgId, "demo"]) {
      await expect(send(connection, { to: "a@example.org" }, { user, pass })).rejects.toMatchObject({
        responseCode: 535,
      });
    }
    const stranger = { ...connection, signIn: null };
    await expect(send(stranger, { to: "a@example.org" })).rejects.toMatchObject({ responseCode: 530 });
    expect((await mailsOf(other)).total).toBe(0);
  });

  test("even with the right password, an organisation that is none is refused before anything is kept", async () => {
    const org = await newOrganisation(false);
    const mail = {
      orgId: org.orgId,
      sender: "a@example.org",
      recipients: ["b@example.org"],
      raw: Buffer.from("Subject: x\r\n\r\nx"),
    };
    await expect(receiveDemoMail(app.platform, mail)).rejects.toThrow("no demonstration");
  });

  test("and its staff are told that there is none", async () => {
    const admin = app.signedIn(await newOrganisation(false), "administrator");
    for (const path of ["/demo-mailbox/mails", "/demo-mailbox/recipients"]) {
      expect((await admin.request("GET", path)).body).toMatchObject({
        status: 404,
        code: "workspace.not-a-demonstration",
      });
    }
  });
});

describe("reading", () => {
  const headers = {
    "List-Unsubscribe": "<http://localhost:3000/u/token-of-ada>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
  async function withMails(recipients: string[], html = "<p>Bonjour</p>") {
    const org = await newOrganisation(true);
    const connection = await connectionOf(org);
    for (const [index, to] of recipients.entries())
      await send(connection, { to, subject: `Mail ${index}`, html, headers });
    return org;
  }

  test("is per recipient, newest first, in pages, and found by subject or address", async () => {
    const org = await withMails(["ada@example.org", "bob@example.org", "ada@example.org"]);
    const subjects = async (query: object) =>
      (await mailsOf(org, query)).items.map((mail: { subject: string }) => mail.subject);
    expect(await subjects({})).toEqual(["Mail 2", "Mail 1", "Mail 0"]);
    expect(await subjects({ recipient: "ADA@example.org" })).toEqual(["Mail 2", "Mail 0"]);
    expect(await subjects({ search: "BOB" })).toEqual(["Mail 1"]);
    expect(await subjects({ search: "mail 0" })).toEqual(["Mail 0"]);
    const first = await mailsOf(org, { limit: 2 });
    expect(first.total).toBe(3);
    expect(await subjects({ limit: 2, cursor: first.nextCursor })).toEqual(["Mail 0"]);
    const recipients = await app.signedIn(org, "viewer").request("GET", "/demo-mailbox/recipients");
    expect(recipients.body.items).toEqual([
      { recipient: "ada@example.org", mails: 2, unopened: 2 },
      { recipient: "bob@example.org", mails: 1, unopened: 1 },
    ]);
  });

  test("shows the one-click way out as a path of this product", async () => {
    const org = await withMails(["ada@example.org"]);
    const [{ mailId }] = (await mailsOf(org)).items;
    const mail = (await app.signedIn(org, "viewer").request("GET", `/demo-mailbox/mails/${mailId}`)).body;
    expect(mail.oneClickPath).toBe("/u/token-of-ada");
    expect(mail.headers).toContainEqual({ name: "List-Unsubscribe-Post", value: "List-Unsubscribe=One-Click" });
  });

  test("the page for the frame runs nothing, and its links open in a tab that knows nothing of ours", async () => {
    const html =
      '<p><a href="http://localhost:3000/c/x" target="_self" rel="opener">ici</a></p><script>alert(1)</script>';
    const org = await withMails(["ada@example.org"], html);
    const [{ mailId }] = (await mailsOf(org)).items;
    const page = await app.signedIn(org, "viewer").request("GET", `/demo-mailbox/mails/${mailId}/body`);
    const policy = String(page.headers["content-security-policy"]);
    expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox;/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script-src|allow-scripts|allow-same-origin/);
    expect(page.text).toContain('<a target="_blank" rel="noopener noreferrer" href="http://localhost:3000/c/x"');
    const source = await app
      .signedIn(org, "viewer")
      .request("GET", `/demo-mailbox/mails/${mailId}/body`, { query: { part: "source" } });
    expect(source.headers["content-type"]).toContain("text/plain");
    expect(source.text).toContain("List-Unsubscribe: <http://localhost:3000/u/token-of-ada>");
  });

  test("stays inside the demonstration that it belongs to, and ends when the mailbox is emptied", async () => {
    const org = await withMails(["ada@example.org"]);
    const [{ mailId }] = (await mailsOf(org)).items;
    const stranger = app.signedIn(await newOrganisation(true), "administrator");
    expect((await stranger.request("GET", `/demo-mailbox/mails/${mailId}`)).body.code).toBe("workspace.mail-not-found");
    expect((await stranger.request("GET", `/demo-mailbox/mails/${mailId}/body`)).status).toBe(404);
    await stranger.request("DELETE", "/demo-mailbox/mails");
    expect((await mailsOf(org)).total).toBe(1);
    expect((await app.signedIn(org, "viewer").request("DELETE", "/demo-mailbox/mails")).status).toBe(403);
    expect((await app.signedIn(org, "operator").request("DELETE", "/demo-mailbox/mails")).status).toBe(200);
    expect((await mailsOf(org)).total).toBe(0);
  });
});
