import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aContact, aMailingList, grantAll, withdraw } from "../../../tests/support/mailing-list.ts";
import { typesOf } from "../../../tests/support/people.ts";
import { startTestApp, type TestApp, type TestClient, type TestOrganisation } from "../../../tests/support/test-app.ts";

let app: TestApp;
let org: TestOrganisation;
let manager: TestClient;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

async function newOffice(): Promise<void> {
  org = await app.newOrganisation();
  manager = app.signedIn(org, "campaign-manager");
}

const words = { subject: "Chaudières : l’entretien d’automne", html: "<p>Bonjour %nom%</p>" };

async function draft(options: Record<string, unknown> = {}) {
  const { body } = await manager.request("POST", "/campaigns", { body: { name: "Automne", ...words, ...options } });
  return body;
}

async function validated(options: Record<string, unknown> = {}) {
  const campaign = await draft(options);
  const answer = await manager.request("POST", `/campaigns/${campaign.campaignId}/validate`, {
    body: { version: campaign.version },
  });
  expect(answer.status).toBe(200);
  return answer.body;
}

function launch(
  campaign: { campaignId: string; version: number; summary: { available: number } },
  key = "launch-1",
  query = {},
) {
  return manager.request("POST", `/campaigns/${campaign.campaignId}/launch`, {
    body: { version: campaign.version, recipients: campaign.summary.available },
    headers: { "idempotency-key": key },
    query,
  });
}

describe("writing a campaign", () => {
  test("refuses a sender, a list or a type that is not of this organisation", async () => {
    await newOffice();
    const elsewhere = "0192f3a4-0000-7000-8000-000000000001";
    const filter = { importId: elsewhere };
    const { typeId } = await draft();
    const answers = [
      await manager.request("POST", "/campaigns", { body: { name: "A", ...words, senderId: elsewhere } }),
      await manager.request("POST", "/campaigns", { body: { name: "A", ...words, filter } }),
      await manager.request("POST", "/campaigns/count-audience", { body: { kind: "mailing", typeId, filter } }),
      await manager.request("POST", "/campaigns/count-audience", {
        body: { kind: "mailing", typeId: elsewhere, filter: {} },
      }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [404, "senders.not-found"],
      [404, "contacts.import-not-found"],
      [404, "contacts.import-not-found"],
      [404, "consent.type-not-found"],
    ]);
  });
});

describe("validating a list", () => {
  test("counts who gets the campaign and why the others do not, each openable", async () => {
    await newOffice();
    const people = await aMailingList(app, org, { accepted: 3, refused: 1, notAsked: 2, withoutEmail: 1 });
    const campaign = await validated();
    expect(campaign.summary).toMatchObject({ total: 7, available: 3 });
    expect(
      Object.fromEntries(
        campaign.summary.groups.map((one: { group: string; count: number }) => [one.group, one.count]),
      ),
    ).toEqual({
      accepted: 3,
      "not-asked": 2,
      refused: 1,
      invalid: 1,
    });
    const refused = await manager.request("GET", `/campaigns/${campaign.campaignId}/recipients`, {
      query: { group: "refused" },
    });
    expect(refused.body.items).toMatchObject([{ contactId: people.refused[0]?.contactId, group: "refused" }]);
  });

  test("writes once to an address that two contacts share", async () => {
    await newOffice();
    const first = await aContact(app, org, { email: "duo@example.org" });
    await aContact(app, org, { email: "duo@example.org", lastName: "Autre" });
    await grantAll(app, org, [first]);
    const { summary } = await validated();
    expect(summary.available).toBe(1);
    expect(summary.groups).toContainEqual({ group: "duplicate", count: 1 });
  });

  test("finds only whom the filter asks for", async () => {
    await newOffice();
    const lyon = await aContact(app, org, { email: "a@example.org", city: "Lyon", tags: ["vip"] });
    const paris = await aContact(app, org, { email: "b@example.org", city: "Paris" });
    await grantAll(app, org, [lyon, paris]);
    expect((await validated({ filter: { cities: ["Lyon"] } })).summary.total).toBe(1);
    expect((await validated({ filter: { tags: ["vip"] } })).summary.total).toBe(1);
    expect((await validated({ filter: { kinds: ["supplier"] } })).summary.total).toBe(0);
    expect((await validated({ filter: { consent: ["accepted"] } })).summary.total).toBe(2);
    expect((await validated({ filter: { consent: ["not-asked"] } })).summary.total).toBe(0);
  });

  test("is undone by another filter, and not by other words", async () => {
    await newOffice();
    await aMailingList(app, org, { accepted: 1 });
    const campaign = await validated();
    const renamed = await manager.request("PATCH", `/campaigns/${campaign.campaignId}`, {
      body: { version: campaign.version, name: "Hiver" },
    });
    expect(renamed.body).toMatchObject({ state: "validated", name: "Hiver" });
    const narrowed = await manager.request("PATCH", `/campaigns/${campaign.campaignId}`, {
      body: { version: renamed.body.version, filter: { statuses: ["prospect"] } },
    });
    expect(narrowed.body.state).toBe("draft");
  });

  test("refuses a change that was made on an older version", async () => {
    await newOffice();
    const campaign = await draft();
    const change = () =>
      manager.request("PATCH", `/campaigns/${campaign.campaignId}`, {
        body: { version: campaign.version, name: "Neu" },
      });
    expect((await change()).status).toBe(200);
    expect((await change()).body.code).toBe("campaigns.changed-meanwhile");
  });
});

describe("launching", () => {
  test("queues one message for each allowed contact, once, however often it is clicked", async () => {
    await newOffice();
    await aMailingList(app, org, { accepted: 4, refused: 2 });
    const campaign = await validated();
    const [one, two] = await Promise.all([launch(campaign), launch(campaign)]);
    const statuses = [one.status, two.status].sort();
    expect(statuses[0]).toBe(200);
    const again = await launch(campaign);
    expect(again.headers["idempotent-replayed"]).toBe("true");
    const { body } = await manager.request("GET", `/campaigns/${campaign.campaignId}`);
    expect(body.progress.total).toBe(4);
  });

  test("as a dry run tells what would happen and sends nothing", async () => {
    await newOffice();
    const people = await aMailingList(app, org, { accepted: 3 });
    const campaign = await validated();
    await withdraw(app, org, people.accepted[0]);
    const answer = await launch(campaign, "dry", { dryRun: true });
    expect(answer.body).toMatchObject({
      isDryRun: true,
      changes: { validated: 3, stillAllowed: 2, lost: [{ group: "refused", count: 1 }] },
    });
    expect((await manager.request("GET", `/campaigns/${campaign.campaignId}`)).body.state).toBe("validated");
  });

  test("needs the number of recipients that the person saw", async () => {
    await newOffice();
    await aMailingList(app, org, { accepted: 2 });
    const campaign = await validated();
    const answer = await manager.request("POST", `/campaigns/${campaign.campaignId}/launch`, {
      body: { version: campaign.version, recipients: 3 },
      headers: { "idempotency-key": "other-number" },
    });
    expect(answer.body).toMatchObject({ code: "campaigns.recipients-differ", values: { recipients: 2 } });
  });

  test("is refused when nobody may get it, when words are missing, and before the list is validated", async () => {
    await newOffice();
    await aMailingList(app, org, { notAsked: 2 });
    expect((await launch(await validated())).body.code).toBe("campaigns.nobody-allowed");
    expect((await launch(await validated({ subject: "" }), "no-subject")).body.code).toBe("campaigns.subject-missing");
    const unvalidated = await draft();
    expect((await launch({ ...unvalidated, summary: { available: 0 } }, "draft")).body.code).toBe(
      "campaigns.not-validated",
    );
  });

  test("is not for operators, and another organisation's campaign does not exist", async () => {
    await newOffice();
    await aMailingList(app, org, { accepted: 1 });
    const campaign = await validated();
    const operator = app.signedIn(org, "operator");
    const wish = { body: { version: campaign.version, recipients: 1 }, headers: { "idempotency-key": "x" } };
    expect((await operator.request("POST", `/campaigns/${campaign.campaignId}/launch`, wish)).status).toBe(403);
    const stranger = app.signedIn(await app.newOrganisation(), "administrator");
    expect((await stranger.request("POST", `/campaigns/${campaign.campaignId}/launch`, wish)).body.code).toBe(
      "campaigns.not-found",
    );
  });
});

describe("a consent campaign", () => {
  test("is prepared from a mailing and asks exactly those who may be asked", async () => {
    await newOffice();
    await aMailingList(app, org, { accepted: 1, notAsked: 3, refused: 2 });
    const mailing = await validated();
    const prepared = await manager.request("POST", `/campaigns/${mailing.campaignId}/prepare-consent-campaign`);
    expect(prepared.body).toMatchObject({
      kind: "consent-request",
      mailingId: mailing.campaignId,
      typeId: (await typesOf(app, org)).newsletter,
    });
    const validatedRequest = await manager.request("POST", `/campaigns/${prepared.body.campaignId}/validate`, {
      body: { version: prepared.body.version },
    });
    expect(validatedRequest.body.summary).toMatchObject({ available: 3 });
    const launched = await launch(validatedRequest.body, "consent");
    expect(launched.body).toMatchObject({ recipients: 3, campaign: { progress: { total: 3 } } });
  });
});

describe("a scheduled campaign", () => {
  const inTwoHours = () => new Date(Date.now() + 2 * 3_600_000 + 3_600_000).toISOString().slice(0, 16);

  test("leaves at its time, once", async () => {
    await newOffice();
    await aMailingList(app, org, { accepted: 2 });
    const campaign = await validated();
    const scheduled = await manager.request("POST", `/campaigns/${campaign.campaignId}/schedule`, {
      body: { version: campaign.version, recipients: 2, at: inTwoHours() },
      headers: { "idempotency-key": "schedule" },
    });
    expect(scheduled.body.state).toBe("scheduled");
    const { launchScheduledJob } = await import("./campaigns.jobs.ts");
    const payload = { orgId: org.orgId, campaignId: campaign.campaignId, scheduledAt: scheduled.body.scheduledAt };
    await launchScheduledJob.run(app.platform, payload);
    await launchScheduledJob.run(app.platform, payload);
    expect((await manager.request("GET", `/campaigns/${campaign.campaignId}`)).body.progress.total).toBe(2);
  });

  test("that was missed by hours waits for a person", async () => {
    await newOffice();
    await aMailingList(app, org, { accepted: 1 });
    const campaign = await validated();
    const scheduled = await manager.request("POST", `/campaigns/${campaign.campaignId}/schedule`, {
      body: { version: campaign.version, recipients: 1, at: inTwoHours() },
      headers: { "idempotency-key": "missed" },
    });
    await app.shiftTime({ hours: 6 });
    const { launchScheduledJob } = await import("./campaigns.jobs.ts");
    await launchScheduledJob.run(app.platform, {
      orgId: org.orgId,
      campaignId: campaign.campaignId,
      scheduledAt: scheduled.body.scheduledAt,
    });
    await app.shiftTime({ hours: -6 });
    expect((await manager.request("GET", `/campaigns/${campaign.campaignId}`)).body.state).toBe("overdue");
  });

  test("in the past is refused", async () => {
    await newOffice();
    await aMailingList(app, org, { accepted: 1 });
    const campaign = await validated();
    const answer = await manager.request("POST", `/campaigns/${campaign.campaignId}/schedule`, {
      body: { version: campaign.version, recipients: 1, at: "2020-01-01T09:00" },
      headers: { "idempotency-key": "past" },
    });
    expect(answer.body.code).toBe("campaigns.time-is-past");
  });
});
