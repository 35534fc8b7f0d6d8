import type { Browser, Page } from "@playwright/test";
import { expect, test } from "../support/journey.ts";
import { makePersonsLink } from "../support/link-by-mail.ts";
import type { Product } from "../support/product.ts";
import { expectNoAxeViolations } from "./axe.ts";

// Each worker has a product, and so a language, of its own.
test.describe.configure({ mode: "parallel" });

/** The key pages in every language, width and theme; the others are covered by the suites of their features. */
const pages = [
  "/",
  "/contacts",
  "/contacts/import",
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

interface Look {
  language: (typeof languages)[number];
  width: number;
  theme: "light" | "dark";
}

for (const language of languages) {
  for (const { width, theme } of looks) {
    test(`key pages hold in ${language}, at ${width} pixels, ${theme}`, async ({ browser, product, signedIn }) => {
      test.setTimeout(180_000);
      const page = await openAs(browser, { product, storageState: signedIn, look: { language, width, theme } });
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(`${page.url()}: ${error.message}`));
      await page.request.patch("/api/v1/account", { data: { language } });
      for (const path of pages) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await page.waitForLoadState("networkidle");
        await expectFits(page, language);
        // Contrast and sizes differ by look, names by language: the wide look needs no second language.
        if (width < 1280 || language === "en") await expectNoAxeViolations(page);
      }
      expect(problems).toEqual([]);
      await page.context().close();
    });
  }
}

test("the page of a person holds in every language and look, without script", async ({
  browser,
  product,
  signedIn,
}) => {
  test.setTimeout(180_000);
  const staff = await openAs(browser, {
    product,
    storageState: signedIn,
    look: { language: "en", width: 1280, theme: "light" },
  });
  const link = await makePersonsLink(staff, "screens@person.example");
  await staff.context().close();
  for (const { width, theme } of looks) {
    const page = await openAs(browser, { product, look: { language: "en", width, theme } });
    for (const language of languages) {
      await page.goto(`${link}?lang=${language}`);
      await expect(page.getByText("screens@person.example")).toBeVisible();
      await expect(page.locator("script")).toHaveCount(0);
      await expectFits(page, language);
      await expectNoAxeViolations(page);
    }
    await page.context().close();
  }
});

interface Visitor {
  product: Product;
  storageState?: string;
  look: Look;
}

async function openAs(browser: Browser, { product, storageState, look }: Visitor): Promise<Page> {
  const context = await browser.newContext({
    baseURL: product.address,
    ...(storageState && { storageState }),
    viewport: { width: look.width, height: 844 },
    colorScheme: look.theme,
    locale: look.language,
  });
  return context.newPage();
}

async function expectFits(page: Page, language: string): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", language);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}
