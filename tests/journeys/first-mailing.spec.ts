import type { Page } from "@playwright/test";
import { expect, signInFirstTime, test } from "../support/journey.ts";
import { prepareMailing, send, summaryTile, validateList } from "./campaign-steps.ts";
import { expectConsentHistory, importProspects } from "./contact-steps.ts";
import { followLink, openMail, subjectsFor } from "./demo-mailbox.ts";
import { answer } from "./persons-page.ts";

const tag = "fair-2026";
const julien = "julien.moreau@journey.example";
const claire = "claire.petit@journey.example";
const list = [
  "First name;Last name;E-mail;City;Language",
  `Julien;MOREAU;${julien};lyon;en`,
  `Claire;Petit;${claire};Annecy;en`,
].join("\r\n");

test("a newcomer imports a list, asks, gets a yes, sends, gets a no, and then nothing reaches that person", async ({
  browser,
  product,
}) => {
  test.setTimeout(240_000);
  const context = await browser.newContext({ baseURL: product.address, locale: "en-GB" });
  const page = await context.newPage();

  await test.step("signs in with the one-time password and chooses an own one", async () => {
    await signInFirstTime(page, product);
    await expect(page.getByRole("heading", { name: "Your way to the first mailing" })).toBeVisible();
  });

  await test.step("imports prospects from a file", () => importProspects(page, { list, rows: 2, tag }));

  await test.step("begins a mailing and sees that nobody was asked", async () => {
    await prepareMailing(page, { name: "Autumn offer", subject: "Autumn offer", tag });
    await expect(page.getByText("0 of 2 contacts get this mailing")).toBeVisible();
    await expect(summaryTile(page, "Not asked")).toContainText("2");
    await expect(page.getByRole("button", { name: "Continue to sending" })).toBeDisabled();
  });
  const mailing = page.url();

  await test.step("prepares and sends the consent campaign", async () => {
    await page.getByRole("button", { name: "Prepare a consent campaign" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Consent request: Autumn offer" })).toBeVisible();
    await page.getByRole("button", { name: "Continue to recipients" }).click();
    await validateList(page);
    await expect(page.getByText("2 of 2 contacts can be asked")).toBeVisible();
    await send(page, "Send your consent campaign");
  });

  await test.step("one of the two says yes on the page behind the mail's link", () => sayYes(page, julien));

  await test.step("the mailing reaches the one who said yes, and only them", async () => {
    await page.goto(mailing);
    await page.getByRole("button", { name: "Choose other recipients" }).click();
    await validateList(page);
    await expect(page.getByText("1 of 2 contacts get this mailing")).toBeVisible();
    await expect(summaryTile(page, "Waiting")).toContainText("1");
    await send(page, "Send the mailing");
    await openMail(page, julien, "Autumn offer");
    expect(await subjectsFor(page, claire)).not.toContain("Autumn offer");
  });

  await test.step("the person changes their mind by the mailing's own link", async () => {
    const tab = await followLink(page, /désinscrire/);
    await answer(tab, { button: "Withdraw my consent", outcome: "is withdrawn" });
    await tab.close();
  });

  await test.step("a second mailing reaches the other, who agreed meanwhile, and not them", async () => {
    await sayYes(page, claire);
    await prepareMailing(page, { name: "Winter offer", subject: "Winter offer", tag });
    await expect(page.getByText("1 of 2 contacts get this mailing")).toBeVisible();
    await expect(summaryTile(page, "Said no")).toContainText("1");
    await send(page, "Send the mailing");
    await openMail(page, claire, "Winter offer");
    expect(await subjectsFor(page, julien)).not.toContain("Winter offer");
  });

  await test.step("the contact shows what happened, newest first", () =>
    expectConsentHistory(page, { name: /MOREAU/, address: julien }, [
      "Consent withdrawn",
      "Consent given",
      "Consent requested",
    ]));
  await context.close();
});

async function sayYes(page: Page, address: string): Promise<void> {
  await openMail(page, address, /pouvons-nous vous écrire/);
  const tab = await followLink(page, /Accepter ou refuser/);
  await expect(tab.getByText(address)).toBeVisible();
  await expect(tab.getByText("Waiting for your answer.")).toBeVisible();
  await answer(tab, { button: "Yes, I agree", outcome: "is recorded" });
  await tab.close();
}
