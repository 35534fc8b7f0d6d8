import type { Browser, Page } from "@playwright/test";
import { expect, test } from "../support/journey.ts";
import { expectNoAxeViolations } from "./axe.ts";

interface Look {
  width: number;
  theme: "light" | "dark";
}
const looks: Look[] = [
  { width: 1280, theme: "light" },
  { width: 390, theme: "dark" },
];

async function openPage(browser: Browser, options: Look & { address: string; signedIn: string }): Promise<Page> {
  const context = await browser.newContext({
    baseURL: options.address,
    storageState: options.signedIn,
    viewport: { width: options.width, height: 844 },
    colorScheme: options.theme,
  });
  const page = await context.newPage();
  await page.goto("/");
  await callApi(page, { method: "PATCH", path: "/account", body: { language: "en" } });
  return page;
}

interface ApiCall {
  method: string;
  path: string;
  body?: object;
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the route answers
function callApi(page: Page, { method, path, body }: ApiCall): Promise<any> {
  const text = body && JSON.stringify(body);
  return page.evaluate(
    async (call) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(call.url, { method: call.method, ...(call.text ? { headers, body: call.text } : {}) });
      return answer.json();
    },
    { url: `/api/v1${path}`, method, text },
  );
}

for (const look of looks) {
  test(`a mailbox is connected in four steps at ${look.width} pixels, ${look.theme}`, async ({
    browser,
    product,
    signedIn,
  }) => {
    test.setTimeout(180_000);
    const page = await openPage(browser, { ...look, address: product.address, signedIn });
    await page.goto("/settings/senders/new");
    await page.getByLabel("Your e-mail address").fill("jeanne.martin@yahoo.fr");
    await expect(page.getByText("We recognised Yahoo.")).toBeVisible();
    await expect(page.getByText("Under Other ways to sign in choose Generate app password.")).toBeVisible();
    await expectNoAxeViolations(page);
    await page.getByRole("button", { name: "Continue" }).click();

    await expect(page.getByLabel("Mail server")).toHaveValue("smtp.mail.yahoo.com");
    await expect(page.getByLabel("Port", { exact: true })).toHaveValue("465");
    await expect(page.getByLabel("User name")).toHaveValue("jeanne.martin@yahoo.fr");
    await page.getByLabel("Mail server").fill("smtp.nowhere.invalid");
    await expectNoAxeViolations(page);
    await page.getByRole("button", { name: "Continue" }).click();

    const password = page.getByLabel("App password", { exact: true });
    await password.fill("abcd efgh ijkl mnop");
    await expect(page.getByText("There are 3 spaces that may not belong here.")).toBeVisible();
    await page.getByRole("button", { name: "Show what is typed" }).click();
    await expect(page.getByText("abcd␣efgh␣ijkl␣mnop")).toBeVisible();
    await page.getByRole("button", { name: "Remove spaces" }).click();
    await expect(password).toHaveValue("abcdefghijklmnop");
    await expectNoAxeViolations(page);
    await page.getByRole("button", { name: "Save password" }).click();

    await page.getByRole("button", { name: "Send the test message" }).click();
    await expect(page.getByText(/mail server was not found|did not answer in time/)).toBeVisible({ timeout: 20_000 });
    await expectNoAxeViolations(page);
    await page.getByRole("link", { name: "Server settings" }).click();

    await expect(page.getByRole("heading", { level: 1 })).toHaveText("jeanne.martin@yahoo.fr");
    await expect(page.getByText("Test failed")).toBeVisible();
    await expectNoAxeViolations(page);
    await page.getByLabel("Mail server").fill("smtp.elsewhere.invalid");
    await page
      .locator("form", { has: page.getByLabel("Mail server") })
      .getByRole("button", { name: "Save" })
      .click();
    await expect(page.getByText("so the password was removed").first()).toBeVisible();
    await page.getByRole("button", { name: "Remove" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await expect(page.getByText("No mailbox yet")).toBeVisible();
    await page.context().close();
  });

  test(`the demonstration's mail is read in the product at ${look.width} pixels, ${look.theme}`, async ({
    browser,
    product,
    signedIn,
  }) => {
    test.setTimeout(180_000);
    const page = await openPage(browser, { ...look, address: product.address, signedIn });
    const { items } = await callApi(page, { method: "GET", path: "/senders" });
    const platform = items.find((sender: { kind: string }) => sender.kind === "platform");
    const to = `reader${look.width}@example.org`;
    const tested = await callApi(page, { method: "POST", path: `/senders/${platform.senderId}/test`, body: { to } });
    expect(tested.outcome).toBe("accepted");
    await page.goto("/demo-mailbox");
    await page.getByRole("button", { name: new RegExp(to) }).click({ timeout: 20_000 });
    await expect(page.getByText(`To: ${to}`)).toBeVisible();
    await expect(page.getByText("this message proves that Chauffage Martin can send e-mails")).toBeVisible();
    await expectNoAxeViolations(page);
    await page.getByRole("tab", { name: "Headers" }).click();
    await expect(page.getByText("Auto-Submitted")).toBeVisible();
    await expectNoAxeViolations(page);
    await page.goBack();
    await expect(page.getByRole("button", { name: new RegExp(to) })).toBeVisible();
    await page.context().close();
  });
}

for (const look of looks) {
  test(`a mailbox gets a key for signing at ${look.width} pixels, ${look.theme}`, async ({
    browser,
    product,
    signedIn,
  }) => {
    test.setTimeout(180_000);
    const page = await openPage(browser, { ...look, address: product.address, signedIn });
    const { items } = await callApi(page, { method: "GET", path: "/senders" });
    const own = items.find(
      (sender: { kind: string; area: string }) => sender.kind === "smtp" && sender.area === "tickets",
    );
    const { senderId } =
      own ??
      (await callApi(page, {
        method: "POST",
        path: "/senders",
        body: {
          area: "tickets",
          displayName: "Jardins",
          fromAddress: "tickets@jardins.example",
          userName: null,
          host: "mail.jardins.example",
          port: 587,
          encryption: "starttls",
        },
      }));
    await callApi(page, { method: "DELETE", path: `/senders/${senderId}/dkim` }).catch(() => undefined);
    await page.goto(`/settings/senders/${senderId}`);
    const section = page.getByRole("region", { name: "Sign mails (DKIM)" });
    await section.getByRole("button", { name: "Make a key" }).click();
    await expect(section.getByText(/_domainkey\.jardins\.example/)).toBeVisible();
    await expect(section.getByText(/v=DKIM1; k=rsa; p=/)).toBeVisible();
    await expect(section.getByRole("button", { name: "Copy the value" })).toBeVisible();
    await expect(section.getByRole("button", { name: "Switch on" })).toBeHidden();
    await expectNoAxeViolations(page);
    if (process.env.LOOK_AT) await section.screenshot({ path: `${process.env.LOOK_AT}/dkim-${look.width}.png` });
    await page.context().close();
  });
}
