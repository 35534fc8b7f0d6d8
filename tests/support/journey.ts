import { test as base, type Page } from "@playwright/test";
import { type Product, startProduct } from "./product.ts";

export const ownPassword = "Ours-2026-vert!!";

interface WorkerFixtures {
  /** One running demonstration for all tests of the worker, with the administrator's password chosen. */
  product: Product;
  /** Cookies of the signed-in administrator. */
  signedIn: string;
}

export const test = base.extend<object, WorkerFixtures>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      const product = await startProduct();
      await use(product);
      await product.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  signedIn: [
    async ({ product, browser }, use) => {
      const context = await browser.newContext({ locale: "en-GB", baseURL: product.address });
      const page = await context.newPage();
      await signInFirstTime(page, product);
      const file = `${product.dataFolder}/signed-in.json`;
      await context.storageState({ path: file });
      await context.close();
      await use(file);
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

export { expect } from "@playwright/test";

/** As a newcomer does: the printed password opens only the form in which an own one is chosen. */
export async function signInFirstTime(page: Page, product: Product): Promise<void> {
  await page.goto("/");
  await page.getByLabel("E-mail", { exact: true }).fill(product.email);
  await page.locator("input[type=password]").fill(product.oneTimePassword);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/change-password");
  // The sign-in's own password field stays until this page has been loaded.
  await page.getByRole("heading", { level: 1, name: "Choose your password" }).waitFor();
  const fields = page.locator("input[type=password]");
  await fields.nth(0).fill(product.oneTimePassword);
  await fields.nth(1).fill(ownPassword);
  await page.getByRole("button", { name: /change/i }).click();
  await page.waitForURL((url) => url.pathname === "/");
}
