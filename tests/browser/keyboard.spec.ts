import { expect, ownPassword, test } from "../support/journey.ts";
import { expectFocusKept, tabTo } from "./keyboard.ts";

test("by keyboard alone from the sign-in to the summary of a mailing's list", async ({
  browser,
  product,
  signedIn,
}) => {
  test.setTimeout(180_000);
  const english = await browser.newContext({ storageState: signedIn });
  await english.request.patch(`${product.address}/api/v1/account`, { data: { language: "en" } });
  await english.close();
  const context = await browser.newContext({ baseURL: product.address, locale: "en-GB" });
  const page = await context.newPage();
  const heading = (name: string) => page.getByRole("heading", { level: 1, name });

  await page.goto("/sign-in");
  await expect(page.getByLabel("E-mail", { exact: true })).toBeFocused();
  await page.keyboard.type(product.email);
  await tabTo(page, page.getByLabel("Password", { exact: true }));
  await page.keyboard.type(ownPassword);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Your way to the first mailing" })).toBeVisible();
  await expectFocusKept(page);

  await tabTo(page, page.getByRole("navigation").getByRole("link", { name: "Campaigns" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(heading("Campaigns")).toBeFocused();
  await tabTo(page, page.getByRole("link", { name: "New campaign" }));
  await page.keyboard.press("Enter");
  await expect(heading("New campaign")).toBeFocused();

  await tabTo(page, page.getByRole("radio", { name: "Mailing" }));
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: "Consent campaign" })).toBeChecked();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("radio", { name: "Mailing" })).toBeChecked();
  await tabTo(page, page.getByRole("textbox", { name: "Name" }));
  await page.keyboard.type("Written without a mouse");
  await tabTo(page, page.getByRole("button", { name: "Begin" }));
  await page.keyboard.press("Space");
  await expect(heading("Written without a mouse")).toBeFocused();

  await tabTo(page, page.getByRole("button", { name: "Continue to recipients" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Who should get it?" })).toBeVisible();
  await expectFocusKept(page);
  await tabTo(page, page.getByRole("combobox", { name: "Kind of contact" }));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await tabTo(page, page.getByRole("button", { name: "Validate the list" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Summary of your list" })).toBeVisible();
  await expectFocusKept(page);
  await context.close();
});
