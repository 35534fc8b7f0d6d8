import { expect, test } from "../support/journey.ts";
import { expectNoAxeViolations } from "./axe.ts";

/** The key pages in every language, width and theme; the others are covered by the suites of their features. */
const pages = [
  "/",
  "/contacts",
  "/campaigns",
  "/campaigns/new",
  "/messages",
  "/templates",
  "/settings/senders",
  "/demo-mailbox",
];
const languages = ["en", "fr", "es", "it"] as const;
const looks = [
  { width: 1280, theme: "light" },
  { width: 390, theme: "dark" },
] as const;

for (const language of languages) {
  for (const { width, theme } of looks) {
    test(`key pages hold in ${language}, at ${width} pixels, ${theme}`, async ({ browser, product, signedIn }) => {
      test.setTimeout(120_000);
      const context = await browser.newContext({
        baseURL: product.address,
        storageState: signedIn,
        viewport: { width, height: 844 },
        colorScheme: theme,
        locale: language,
      });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(error.message));
      await page.goto("/");
      await page.evaluate(async (wanted) => {
        await fetch("/api/v1/account", {
          method: "PATCH",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ language: wanted }),
        });
      }, language);
      for (const path of pages) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expect(page.locator("html")).toHaveAttribute("lang", language);
        await page.waitForLoadState("networkidle");
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
        await expectNoAxeViolations(page);
      }
      expect(problems).toEqual([]);
      await context.close();
    });
  }
}
