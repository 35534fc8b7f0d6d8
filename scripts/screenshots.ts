import { mkdirSync } from "node:fs";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { launchOptions } from "../tests/support/browser.ts";
import { signInFirstTime } from "../tests/support/journey.ts";
import { makePersonsLink } from "../tests/support/link-by-mail.ts";
import { startProduct } from "../tests/support/product.ts";

/** `npm run screenshots`: the pictures of README and docs/users, taken from a fresh demonstration. */

const folder = "docs/users/images";
const plainPages = {
  home: "/",
  senders: "/settings/senders",
  contacts: "/contacts",
  messages: "/messages",
} as const;

mkdirSync(folder, { recursive: true });
const product = await startProduct();
const browser = await chromium.launch(await launchOptions());
try {
  const context = await browser.newContext({
    baseURL: product.address,
    locale: "en-GB",
    timezoneId: "Europe/Paris",
    viewport: { width: 1280, height: 800 },
  });
  const page = await context.newPage();
  await signInFirstTime(page, product);
  await waitForDemonstration(page);
  for (const [name, path] of Object.entries(plainPages)) await shoot(page, path, name);
  await shoot(page, `/campaigns/${await validatedCampaign(context)}?step=list`, "campaign-summary");
  await shoot(page, await makePersonsLink(page, "lucie.martel@example.com"), "person");
} finally {
  await browser.close();
  await product.stop();
}

/** It fills in the background, within a minute or two. */
async function waitForDemonstration({ request }: Page): Promise<void> {
  const count = async () => (await (await request.get("/api/v1/contacts?limit=1")).json()).total as number;
  while ((await count()) < 500) await new Promise((resolve) => setTimeout(resolve, 1000));
}

async function shoot(page: Page, path: string, name: string): Promise<void> {
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: `${folder}/${name}.en.png` });
}

async function validatedCampaign({ request }: BrowserContext): Promise<string> {
  const words = { name: "Autumn newsletter", subject: "Your boiler before winter", html: "<p>Hello %name%,</p>" };
  const created = await request.post("/api/v1/campaigns", { data: { kind: "mailing", ...words } });
  const { campaignId, version } = await created.json();
  await request.post(`/api/v1/campaigns/${campaignId}/validate`, { data: { version } });
  return campaignId;
}
