import type { Page } from "@playwright/test";
import { expect } from "../support/journey.ts";

/** Looks into one person's mailbox inside the product. */
export async function openMail(page: Page, recipient: string, subject: string | RegExp): Promise<void> {
  await page.goto(`/demo-mailbox?recipient=${encodeURIComponent(recipient)}`);
  const line = page.getByRole("button", { name: subject }).filter({ hasText: recipient });
  await expect(async () => {
    if ((await line.count()) === 0) await page.reload();
    await expect(line.first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await line.first().click();
  await expect(page.getByRole("heading", { level: 2, name: subject })).toBeVisible();
}

/** Follows a link of the open mail, as the recipient would: it opens in a tab of its own. */
export async function followLink(page: Page, words: RegExp): Promise<Page> {
  const link = page.frameLocator('iframe[title="Content of the mail"]').getByRole("link", { name: words });
  const opened = page.context().waitForEvent("page");
  await link.click();
  const tab = await opened;
  await tab.waitForLoadState();
  return tab;
}

export async function subjectsFor(page: Page, recipient: string): Promise<string[]> {
  const answer = await page.request.get(`/api/v1/demo-mailbox/mails?recipient=${encodeURIComponent(recipient)}`);
  const { items } = await answer.json();
  return items.map((mail: { subject: string }) => mail.subject);
}
