import { expect, type Page } from "@playwright/test";
import axe from "axe-core";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * WCAG 2.2 AA on the page as it stands, open menus and dialogs included. What mails show in frames is not ours to judge.
 * Only what is wrong comes back from the page: to hand over all that is right takes ten times as long as to find out.
 */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  await settleAnimations(page);
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async (wanted) => {
    const found = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: { type: "tag", values: wanted },
      resultTypes: ["violations"],
      iframes: false,
    });
    return found.violations.map(({ id, help, nodes }) => ({ id, help, places: nodes.map(({ html }) => html) }));
  }, tags);
  const found = violations.flatMap(({ id, help, places }) =>
    places.filter((html) => !(id === "region" && isOverlay(html))).map((html) => `${id}: ${help}\n  ${html}`),
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
