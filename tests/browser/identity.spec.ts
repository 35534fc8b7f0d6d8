import type { Browser, BrowserContext, Page } from "@playwright/test";
import { expect, test } from "../support/journey.ts";
import { expectNoAxeViolations } from "./axe.ts";

const ownPassword = "Blue-Kettle-41-road";
let context: BrowserContext;
let page: Page;

test.beforeEach(async ({ browser, product, signedIn }) => {
  context = await browser.newContext({ baseURL: product.address, storageState: signedIn, locale: "en-GB" });
  page = await context.newPage();
  await context.request.patch(`${product.address}/api/v1/account`, { data: { language: "en" } });
});
test.afterEach(() => context.close());

test("a colleague is added, chooses a password, and sees only what the role allows", async ({ browser, product }) => {
  const colleague = await addUser("Rosa Conti", "Viewer");
  await expectNoAxeViolations(page);
  await page.getByRole("link", { name: "Back to the users" }).click();
  await expect(page.getByRole("row", { name: /Rosa Conti/ })).toContainText("Has to choose a password");

  const theirs = await signInAs(browser, { address: product.address, ...colleague });
  await expect(theirs.getByRole("link", { name: "Users" })).toHaveCount(0);
  await theirs.goto("/settings/users");
  await expect(theirs.getByRole("alert")).toContainText("Your role does not allow this");
  await theirs.context().close();
});

test("a disabled colleague is signed out at once, and the way back keeps the address", async ({ browser, product }) => {
  const colleague = await addUser("Hugo Blanc", "Operator");
  const theirs = await signInAs(browser, { address: product.address, ...colleague });

  await page.goto("/settings/users?search=Hugo");
  await page.getByRole("link", { name: "Hugo Blanc" }).click();
  await page.getByRole("button", { name: "Disable the account" }).click();
  await expectNoAxeViolations(page);
  await page.getByRole("dialog").getByRole("button", { name: "Disable the account" }).click();
  await expect(page.getByText("Disabled", { exact: true })).toBeVisible();

  await theirs.goto("/account");
  await expect(theirs).toHaveURL(/\/sign-in\?next=%2Faccount/);
  await theirs.context().close();
});

test("a wrong password says so, and what was typed by mistake can be seen and cleaned", async ({
  browser,
  product,
}) => {
  const stranger = await (await browser.newContext({ baseURL: product.address, locale: "en-GB" })).newPage();
  await stranger.goto("/sign-in");
  await stranger.getByLabel("E-mail").fill("nobody@example.com");
  const password = stranger.getByLabel("Password", { exact: true });
  await password.fill(" abc ");
  await stranger.getByRole("button", { name: "Show what is typed" }).click();
  await expect(stranger.getByText("␣abc␣")).toBeVisible();
  await stranger.getByRole("button", { name: "Remove spaces" }).click();
  await expect(password).toHaveValue("abc");
  await stranger.getByRole("button", { name: "Sign in" }).click();
  await expect(stranger.getByRole("alert")).toContainText("The e-mail or the password is not right.");
  await expectNoAxeViolations(stranger);
  await stranger.context().close();
});

test("everything in the frame works by keyboard", async () => {
  await page.goto("/settings/users");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Add a user" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Add a user" })).toBeFocused();
  await expect(page).toHaveTitle("Add a user · Placet");

  await page.getByRole("button", { name: /Administrator/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "My account" })).toBeFocused();
  await expectNoAxeViolations(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /Administrator/ })).toBeFocused();
});

test("leaving a form asks first, and staying keeps what was typed", async () => {
  await page.goto("/settings/users/new");
  await page.getByLabel("Name").fill("Half a name");
  await page.getByRole("link", { name: "Organisation" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stay on this page" }).click();
  await expect(page.getByLabel("Name")).toHaveValue("Half a name");
});

test("at 390 pixels the menu is a drawer, and settings can be saved", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/account");
  await page.getByRole("button", { name: "Open the menu" }).click();
  await expectNoAxeViolations(page);
  await page.getByRole("dialog").getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectNoAxeViolations(page);
  await page
    .getByRole("main")
    .getByRole("link", { name: /^Organisation/ })
    .click();
  await page.getByRole("button", { name: "Add a shop" }).click();
  await expectNoAxeViolations(page);
  await page.getByRole("dialog").getByLabel("Name").fill("Harbour shop");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Harbour shop", { exact: true })).toBeVisible();
});

async function addUser(name: string, role: string): Promise<{ email: string; temporaryPassword: string }> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.com`;
  await page.goto("/settings/users/new");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: role }).click();
  await page.getByRole("button", { name: "Add a user" }).click();
  await expect(page.getByText("Shown only now")).toBeVisible();
  return { email, temporaryPassword: await page.locator("main code").innerText() };
}

interface FirstSignIn {
  address: string;
  email: string;
  temporaryPassword: string;
}

async function signInAs(browser: Browser, { address, email, temporaryPassword }: FirstSignIn): Promise<Page> {
  const theirs = await (await browser.newContext({ baseURL: address, locale: "en-GB" })).newPage();
  await theirs.goto("/sign-in");
  await theirs.getByLabel("E-mail").fill(email);
  await theirs.getByLabel("Password", { exact: true }).fill(temporaryPassword);
  await theirs.getByRole("button", { name: "Sign in" }).click();
  await theirs.getByLabel("Password you just used").fill(temporaryPassword);
  await theirs.getByLabel("New password").fill("short");
  await theirs.getByRole("button", { name: "Change the password" }).click();
  await expect(theirs.getByRole("alert")).toContainText("it has fewer than 12 characters");
  await theirs.getByLabel("New password").fill(ownPassword);
  await theirs.getByRole("button", { name: "Change the password" }).click();
  await expect(theirs).toHaveURL(`${address}/`);
  return theirs;
}
