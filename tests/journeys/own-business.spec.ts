import type { Page } from "@playwright/test";
import { expect, ownPassword, signInFirstTime, test } from "../support/journey.ts";
import { type Product, startProduct } from "../support/product.ts";
import { type SmtpSink, startSmtpSink } from "../support/smtp-sink.ts";
import { subjectsFor } from "./demo-mailbox.ts";

const mailbox = { user: "hello@own-business.example", password: "sink-password-7" };
const client = "first.client@journey.example";
let sink: SmtpSink;
let product: Product;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  sink = await startSmtpSink({ auth: { userName: mailbox.user, password: mailbox.password } });
  product = await startProduct({
    environment: { ALLOW_PRIVATE_SMTP: `127.0.0.1:${sink.port}`, PLATFORM_SMTP_URL: "" },
  });
});
test.afterAll(async () => {
  await product?.stop();
  await sink?.stop();
});

test("an own business begins clean, its mail waits for a sender, and leaves once one is connected", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const context = await browser.newContext({ baseURL: product.address, locale: "en-GB" });
  const page = await context.newPage();

  await test.step("begins from the demonstration", async () => {
    await signInFirstTime(page, product);
    await page.getByRole("link", { name: "Start with my business" }).click();
    await page.getByRole("textbox", { name: "Name of your business" }).fill("Own Business");
    await page.getByRole("button", { name: "Create my organisation" }).click();
    await expect(page.getByRole("link", { name: "Own Business" })).toBeVisible();
    await expect(page.getByText("0 of 4 steps done")).toBeVisible();
    await expect(page.getByRole("link", { name: "Demo mailbox" })).toHaveCount(0);
  });

  await test.step("has nobody in it, and says what keeps messages waiting", async () => {
    await page.getByRole("link", { name: "Contacts", exact: true }).click();
    await expect(page.getByText("No contact yet")).toBeVisible();
    await expect(page.getByText("No sender is connected yet. What you send waits until one is.")).toBeVisible();
  });

  await test.step("asks its first contact, and the request waits", async () => {
    await addContact(page);
    await page.getByRole("button", { name: `Consent for ${client}` }).click();
    const news = page.getByRole("region", { name: "News and offers" });
    await news.getByRole("button", { name: "Request consent" }).click();
    await expect(page.getByText("The request is on its way")).toBeVisible();
    await page.keyboard.press("Escape");
    await page.goto("/messages");
    await expect(page.getByRole("row", { name: new RegExp(client) })).toContainText("Waiting");
  });

  await test.step("connects a mailbox of its own with the wizard", () => connectMailbox(page));

  await test.step("the test arrives, and so does what waited", async () => {
    await page.getByRole("textbox", { name: "Send a test message to" }).fill("me@journey.example");
    await page.getByRole("button", { name: "Send the test message" }).click();
    await expect(page.getByText(/The server accepted the message/)).toBeVisible({ timeout: 30_000 });
    // The box follows the server's answer: it is not checked before that is there.
    const ownMailbox = page.getByRole("checkbox", { name: "Send e-mails by my own mailbox from now on" });
    await ownMailbox.click();
    await expect(ownMailbox).toBeChecked();
    await expect
      .poll(() => sink.accepted.map(({ to }) => to).sort(), { timeout: 60_000 })
      .toEqual([client, "me@journey.example"]);
    expect(sink.accepted.map(({ from }) => from)).toEqual([mailbox.user, mailbox.user]);
    await page.goto("/messages");
    await expect(page.getByRole("row", { name: new RegExp(client) })).toContainText("Sent");
    await expect(page.getByText("Nothing can leave for now")).toHaveCount(0);
  });

  await test.step("the demonstration's mailbox saw none of it", async () => {
    await context.clearCookies();
    await page.goto("/sign-in");
    await page.getByLabel("E-mail", { exact: true }).fill(product.email);
    await page.getByLabel("Password", { exact: true }).fill(ownPassword);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Chauffage Martin" }).click();
    await page.getByRole("link", { name: "Demo mailbox" }).first().click();
    await expect(page.getByRole("heading", { level: 1, name: "Demo mailbox" })).toBeVisible();
    expect(await subjectsFor(page, client)).toEqual([]);
  });
  await context.close();
});

async function addContact(page: Page): Promise<void> {
  await page.goto("/contacts/new");
  await page.getByRole("textbox", { name: "Last name" }).fill("Client");
  await page.getByRole("textbox", { name: "E-mail" }).fill(client);
  await page.getByRole("button", { name: "Add the contact" }).click();
}

async function connectMailbox(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Connect a sender" }).click();
  await page.getByRole("textbox", { name: "Your e-mail address" }).fill(mailbox.user);
  await page.getByRole("combobox", { name: "Provider" }).click();
  await page.getByRole("option", { name: "Another provider: I enter the settings" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("textbox", { name: "Mail server" }).fill("127.0.0.1");
  await page.getByRole("combobox", { name: "Encryption" }).click();
  await page.getByRole("option", { name: "None" }).click();
  await page.getByRole("textbox", { name: "Port" }).fill(String(sink.port));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("textbox", { name: "Password" }).fill(mailbox.password);
  await page.getByRole("button", { name: "Save password" }).click();
}
