import type { Page } from "@playwright/test";
import { expect } from "../support/journey.ts";

interface Answer {
  button: string;
  outcome: string;
}

/**
 * Presses a button of the person's page. A press within the first second is taken for a machine's and changes nothing;
 * the page then says so and asks to press again.
 */
export async function answer(tab: Page, { button, outcome }: Answer): Promise<void> {
  await expect(async () => {
    await tab.getByRole("button", { name: button, exact: true }).first().click();
    await expect(tab.getByRole("status")).toContainText(outcome, { timeout: 1_000 });
  }).toPass({ timeout: 20_000, intervals: [1_200] });
}
