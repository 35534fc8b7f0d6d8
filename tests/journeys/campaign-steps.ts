import type { Page } from "@playwright/test";
import { expect } from "../support/journey.ts";

/** What somebody does at the screens of campaigns, in their words. */

export interface NewMailing {
  name: string;
  subject: string;
  /** Only the contacts with this tag. */
  tag: string;
}

/** Writes a mailing, chooses its recipients, and stops at the summary of the list. */
export async function prepareMailing(page: Page, { name, subject, tag }: NewMailing): Promise<void> {
  await page.goto("/campaigns");
  await page.getByRole("link", { name: "New campaign" }).first().click();
  await page.getByRole("radio", { name: "Mailing" }).check();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Begin" }).click();
  await page.getByRole("textbox", { name: "Subject" }).fill(subject);
  await page.getByRole("button", { name: "Continue to recipients" }).click();
  await page.getByRole("combobox", { name: "Tags" }).fill(tag);
  await page.getByRole("option", { name: tag }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByText(/\d+ of \d contacts get this mailing/)).toBeVisible();
  await validateList(page);
}

export async function validateList(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Validate the list" }).click();
  await expect(page.getByRole("heading", { name: "Summary of your list" })).toBeVisible();
}

/** One tile of the summary: its number, or 0 when the group is not shown. */
export function summaryTile(page: Page, label: string) {
  return page.getByRole("list", { name: "Summary of your list" }).getByRole("listitem").filter({ hasText: label });
}

/** From the summary to the end: confirms, and waits until everything left. */
export async function send(page: Page, button: "Send the mailing" | "Send your consent campaign"): Promise<void> {
  await page.getByRole("button", { name: "Continue to sending" }).click();
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByRole("heading", { name: "All done" })).toBeVisible({ timeout: 30_000 });
}
