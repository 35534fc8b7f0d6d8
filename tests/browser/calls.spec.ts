import { expect, type Page } from "@playwright/test";
import { newId } from "../../server/platform/ids.ts";
import { test } from "../support/journey.ts";
import { expectNoAxeViolations } from "./axe.ts";

let page: Page;
let address: string;

test.beforeEach(async ({ browser, product, signedIn }) => {
  test.setTimeout(180_000);
  ({ address } = product);
  const context = await browser.newContext({ baseURL: address, storageState: signedIn, locale: "en-GB" });
  page = await context.newPage();
  await call("PATCH", "/account", { language: "en" });
});
test.afterEach(() => page.context().close());

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the route answers
async function call(method: string, path: string, data?: unknown): Promise<any> {
  const headers = { "idempotency-key": newId() };
  const answer = await page.context().request.fetch(`${address}/api/v1${path}`, { method, data, headers });
  expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
  return answer.json();
}

test("a press on a number asks first, takes the reason, dials, and keeps what came of it", async () => {
  const typed = `+49 30 ${10_000_000 + (Number.parseInt(newId().slice(-6), 16) % 89_000_000)}`;
  const { contactId, addresses } = await call("POST", "/contacts", {
    lastName: "Weber",
    addresses: [{ kind: "phone", typed }],
  });
  await page.goto(`/contacts/${contactId}`);
  await page.getByRole("button", { name: /^Call \+49.*may I/ }).press("Enter");
  const panel = page.getByRole("dialog");
  await expect(panel.getByText("was never asked for consent to calls")).toBeVisible();
  await expectNoAxeViolations(page);
  await panel.getByRole("radio", { name: "In own words" }).check();
  await panel.getByLabel("Reason", { exact: false }).last().fill("She asked for a quote");
  await panel.getByRole("button", { name: "Record the reason" }).click();
  await expect(panel.getByText("Yes, this once, for the reason stated.")).toBeVisible();
  await expect(panel.getByRole("link", { name: /^Call \+49/ })).toHaveAttribute("href", `tel:${addresses[0].value}`);
  await panel.getByRole("button", { name: "Do not call again" }).click();
  const question = page.getByRole("dialog", { name: "The person asked not to be called again?" });
  await expect(question).toContainText("only the person can");
  await question.getByRole("button", { name: "Do not call again" }).click();
  await expect(panel.getByText("the person will not be called again")).toBeVisible();

  await page.goto(`/calls?number=${encodeURIComponent(addresses[0].value)}`);
  await expect(page.getByText("No. The person refused to be called.")).toBeVisible();
  await expect(page.getByRole("cell", { name: /She asked for a quote/ })).toBeVisible();
  const { items: before } = await call("GET", "/call-checks");
  await page.reload();
  await expect(page.getByText("No. The person refused to be called.")).toBeVisible();
  const { items: after } = await call("GET", "/call-checks");
  expect(after, "a reload asks nothing new").toEqual(before);
});

test("a stricter rule of one's own is saved, and a laxer one is refused in words", async () => {
  await page.goto("/settings/consent-law");
  await page.getByRole("button", { name: "Be stricter: Sales calls to one person, France" }).click();
  const number = page.getByLabel("Calls in 30 days");
  await number.fill("9");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your rule can only be stricter than the law.")).toBeVisible();
  await number.fill("2");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("At most 2 calls in 30 days")).toBeVisible();
  await call("PUT", "/consent-law/FR/rules/call-attempts", { value: null });
});

for (const { width, colorScheme } of [
  { width: 1280, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
] as const) {
  test(`calls, law, expiry and reasons hold at ${width} pixels, ${colorScheme}`, async () => {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    for (const path of ["/calls", "/settings/consent-law", "/consent-expiry", "/settings/reasons"]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await page.waitForLoadState("networkidle");
      await expectNoAxeViolations(page);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
        path,
      ).toBe(0);
    }
  });
}
