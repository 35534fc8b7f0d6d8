import { expect, type Page } from "@playwright/test";
import { readConfig } from "../../server/config.ts";
import { newId } from "../../server/platform/ids.ts";
import { createKeys } from "../../server/platform/keys/create-keys.ts";
import { readInstallationKeys } from "../../server/platform/keys/installation-key.ts";
import { test } from "../support/journey.ts";
import type { Product } from "../support/product.ts";
import { expectNoAxeViolations } from "./axe.ts";

const looks = [
  { width: 1280, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
] as const;

let page: Page;
let product: Product;

test.beforeEach(async ({ browser, product: running, signedIn }) => {
  test.setTimeout(180_000);
  product = running;
  const context = await browser.newContext({ baseURL: product.address, storageState: signedIn, locale: "en-GB" });
  page = await context.newPage();
  await call("PATCH", "/account", { language: "en" });
});
test.afterEach(() => page.context().close());

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the route answers
async function call(method: string, path: string, data?: unknown): Promise<any> {
  const headers = { "idempotency-key": newId() };
  const answer = await page.context().request.fetch(`${product.address}/api/v1${path}`, { method, data, headers });
  expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
  return answer.json();
}

async function newPerson(): Promise<{ contactId: string; addressId: string; email: string }> {
  const email = `ines.${newId().slice(-8)}@example.org`;
  const { contactId, addresses } = await call("POST", "/contacts", {
    lastName: "Roca",
    addresses: [{ kind: "email", typed: email }],
  });
  return { contactId, addressId: addresses[0].addressId, email };
}

test("a consent given on paper is recorded by keyboard, withdrawn, and then out of reach for staff", async () => {
  const { contactId, email } = await newPerson();
  await page.goto(`/contacts/${contactId}`);
  await page.getByRole("button", { name: `Consent for ${email}: Not solicited` }).press("Enter");
  const panel = page.getByRole("dialog", { name: "Consent" });
  await expect(panel.getByText(email)).toBeVisible();
  await expectNoAxeViolations(page);

  const main = panel.getByRole("region").first();
  await main.getByRole("button", { name: "Record a consent" }).press("Enter");
  await main.getByLabel("Day on which it was given").fill("2025-03-04");
  await main.getByRole("combobox", { name: "How it was given" }).click();
  await page.getByRole("option", { name: "On paper" }).click();
  await main.getByLabel("Document or evidence").fill("Form 17, folder C");
  await expectNoAxeViolations(page);
  await main.getByRole("button", { name: "Record the consent" }).press("Enter");
  await expect(main.getByText("Accepted", { exact: true })).toBeVisible();

  await main.getByRole("button", { name: "Withdraw consent" }).press("Enter");
  const question = page.getByRole("dialog", { name: /Withdraw the consent/ });
  await expect(question).toContainText("You cannot undo this: only the person can give consent again");
  await expectNoAxeViolations(page);
  await question.getByRole("button", { name: "Withdraw consent" }).click();
  await expect(main.getByText("Withdrawn", { exact: true })).toBeVisible();
  await expect(main.getByRole("button")).toHaveCount(0);

  await expect(question).toBeHidden();
  await panel.getByRole("button", { name: "Show history" }).press("Enter");
  await expect(panel.getByRole("button", { name: "Hide history" })).toBeVisible();
  const history = panel.getByRole("list", { name: "History" });
  await expect(history.getByRole("listitem")).toHaveText([/Consent withdrawn/, /Consent given.*Form 17, folder C/]);
  await expectNoAxeViolations(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: `Consent for ${email}: Withdrawn` })).toBeFocused();
});

test("a type for all three uses is warned about, and its words get a new version", async () => {
  await page.goto("/settings/consent-types/new");
  await page.getByLabel("Name").fill("Fêtes & salons");
  await expect(page.getByLabel("Code")).toHaveValue("fetes-salons");
  for (const use of await page.getByRole("checkbox").all()) await use.check();
  await expect(page.getByText("This type allows all three uses")).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: "Add a consent type" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Fêtes & salons" })).toBeVisible();
  await page.getByLabel("Text", { exact: true }).fill("I agree to be invited. I can withdraw at any time.");
  await page.getByRole("button", { name: "Save as a new version" }).click();
  await expect(page.getByText(/^version 2/)).toBeVisible();
  await call("PATCH", page.url().replace(/.*\/settings/, ""), { isArchived: true });
});

for (const { width, colorScheme } of looks) {
  test(`the settings of consent hold at ${width} pixels, ${colorScheme}`, async () => {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    for (const path of ["/settings/consent-types", "/settings/privacy", "/settings/consent-ledger"]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await page.waitForLoadState("networkidle");
      await expectNoAxeViolations(page);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      ).toBe(0);
    }
    await page.getByRole("button", { name: "Verify now" }).click();
    await expect(page.getByText("The ledger is intact")).toBeVisible();
    await expectNoAxeViolations(page);
  });

  test(`the person's page works without script at ${width} pixels, ${colorScheme}, in every language`, async ({
    browser,
  }) => {
    const { organisation } = await call("GET", "/session");
    const { addressId, email } = await newPerson();
    const keys = createKeys(readInstallationKeys(readConfig({ PLACET_DATA: product.dataFolder })));
    const token = keys.makeLinkToken({
      purpose: "preferences",
      orgId: organisation.orgId,
      messageId: newId(),
      addressId,
      typeId: null,
    });
    const person = await (
      await browser.newContext({
        baseURL: product.address,
        viewport: { width, height: 844 },
        colorScheme,
        locale: "es",
        javaScriptEnabled: false,
      })
    ).newPage();
    for (const [language, yes, no] of [
      ["English", "Yes, I agree", "Withdraw my consent"],
      ["Français", "Donner mon consentement", "Retirer mon consentement"],
      ["Español", "Dar mi consentimiento", "Retirar mi consentimiento"],
      ["Italiano", "Dare il consenso", "Revocare il consenso"],
    ] as const) {
      await person.goto(`/c/${token}`);
      if ((await person.getByRole("link", { name: language }).count()) > 0)
        await person.getByRole("link", { name: language }).click();
      await expect(person.getByText(email)).toBeVisible();
      // A scanner is faster than anybody reads.
      await person.waitForTimeout(1100);
      await person.getByRole("button", { name: yes }).first().click();
      await person.waitForTimeout(1100);
      await person.getByRole("button", { name: no }).first().click();
      expect(
        await person
          .locator("body")
          .evaluate((body) => body.scrollWidth <= body.ownerDocument.documentElement.clientWidth),
      ).toBe(true);
    }
    await person.context().close();
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 844 });
    for (const path of [`/c/${token}?lang=fr`, "/c/nonsense"]) {
      await page.goto(path);
      await expectNoAxeViolations(page);
    }
  });
}
