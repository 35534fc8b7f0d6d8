import type { Page } from "@playwright/test";
import { expect } from "../support/journey.ts";

interface ImportedList {
  /** The file's text. */
  list: string;
  rows: number;
  tag: string;
}

/** The wizard's four steps: the file, who these people are, the preview, the import. */
export async function importProspects(page: Page, { list, rows, tag }: ImportedList): Promise<void> {
  await page.goto("/contacts");
  await page.getByRole("link", { name: "Import a list" }).first().click();
  await page.locator("input[type=file]").setInputFiles({
    name: "trade-fair.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(list, "utf8"),
  });
  await page.getByRole("radio", { name: "My prospects" }).check();
  await page.getByRole("textbox", { name: "Where does this list come from?" }).fill("Trade fair 2026");
  await page.getByRole("combobox", { name: "Tags for all of them" }).fill(tag);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Check the rows" }).click();
  await page.getByRole("button", { name: `Import ${rows} rows` }).click();
  await expect(page.getByRole("heading", { name: "The import is done" })).toBeVisible({ timeout: 30_000 });
}

interface ContactAddress {
  name: RegExp;
  address: string;
}

/** Finds the contact, opens the consent of one address, and reads its history. */
export async function expectConsentHistory(
  page: Page,
  { name, address }: ContactAddress,
  events: readonly string[],
): Promise<void> {
  await page.goto("/contacts");
  await page.getByRole("searchbox", { name: /Find by name/ }).fill(address);
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.getByRole("button", { name: `Consent for ${address}` }).click();
  await page.getByRole("button", { name: "Show history" }).click();
  const entries = page.getByRole("list", { name: "History" }).getByRole("listitem");
  await expect(entries).toHaveText(events.map((event) => new RegExp(event)));
}
