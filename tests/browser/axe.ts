import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** WCAG 2.2 AA on the page as it stands, open menus and dialogs included. The page must come from `browser.newContext()`. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  await settleAnimations(page);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.filter(({ html }) => !(id === "region" && isOverlay(html))).map(({ html }) => `${id}: ${help}\n  ${html}`),
  );
  expect(found, `axe at ${page.url()}`).toEqual([]);
}

/** An open menu or list of options stands above the page and in none of its regions; its button names it. */
const isOverlay = (html: string): boolean => /data-portal|data-menu-dropdown|mantine-Popover/.test(html);

/** Half-faded text has half its contrast: wait until nothing moves. */
async function settleAnimations(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .map((animation) => animation.finished.catch(() => undefined)),
    ),
  );
}
