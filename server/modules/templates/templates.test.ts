import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp, type TestClient, type TestOrganisation } from "../../../tests/support/test-app.ts";
import { getAutomaticContent, getContentVersion, saveContentVersion } from "./index.ts";

let app: TestApp;
let org: TestOrganisation;
let writer: TestClient;

beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation();
  writer = app.signedIn(org, "campaign-manager");
});
afterAll(() => app.stop());

const newsletter = {
  name: "Spring offers",
  kind: "marketing",
  language: "en",
  subject: "Hello %name%",
  html: '<p>20 % off. <a href="%preferences_link%">Preferences</a></p>',
};
const request = {
  ...newsletter,
  name: "May we write?",
  kind: "consent-request",
  html: '<p>%consent_type%</p><p><a href="%consent_link%">Answer</a></p>',
};

async function create(change: Partial<typeof newsletter> = {}, client = writer) {
  const answer = await client.request("POST", "/templates", { body: { ...newsletter, ...change } });
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
}

describe("saving", () => {
  test("a template keeps its text, its plain part and its variables", async () => {
    const created = await create();
    const { body } = await writer.request("GET", `/templates/${created.templateId}`);
    expect(body).toMatchObject({
      ...newsletter,
      text: "20 % off. Preferences <%preferences_link%>",
      isInUse: false,
      archivedAt: null,
    });
    expect(body.variables.toSorted()).toEqual(["name", "preferences_link"]);
  });

  test("a change is a new version, and the old one stays as it was sent", async () => {
    const created = await create({ name: "Versions" });
    const change = { ...newsletter, name: "Versions", subject: "Second", contentVersionId: created.contentVersionId };
    const changed = await writer.request("PUT", `/templates/${created.templateId}`, { body: change });
    expect(changed.body).toMatchObject({ subject: "Second" });
    expect(changed.body.contentVersionId).not.toBe(created.contentVersionId);
    const old = await app.run(org, (ctx) => getContentVersion(ctx, created.contentVersionId));
    expect(old.subject).toBe("Hello %name%");
  });

  test("who changes an older version than the last is told, and nothing is lost", async () => {
    const created = await create({ name: "Two people" });
    const url = `/templates/${created.templateId}`;
    const change = { ...newsletter, contentVersionId: created.contentVersionId };
    await writer.request("PUT", url, { body: { ...change, subject: "First" } });
    const second = await writer.request("PUT", url, { body: { ...change, subject: "Second" } });
    expect(second.status).toBe(409);
    expect(second.body.code).toBe("templates.changed-meanwhile");
    expect((await writer.request("GET", url)).body.subject).toBe("First");
  });

  test("a misspelt variable is refused with the name that was meant and its place", async () => {
    const answer = await writer.request("POST", "/templates", {
      body: { ...newsletter, html: "<p>Dear %nmae%</p>" },
    });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      code: "templates.misspelt-variable",
      field: "html",
      values: { variable: "%nmae%", suggestion: "%name%", line: 1, column: 9 },
    });
    expect(answer.body.issues[0].message).toBe("Line 1, column 9: %nmae% is not a variable. Did you mean %name%?");
  });

  test("the same text is kept once, whoever saves it", async () => {
    const content = { kind: "personal", language: "en", subject: "Same", html: "<p>same</p>" } as const;
    const first = await app.run(org, (ctx) => saveContentVersion(ctx, content));
    const second = await app.run(org, (ctx) => saveContentVersion(ctx, content));
    expect(second.contentVersionId).toBe(first.contentVersionId);
  });

  test("what was sent cannot be changed, not even by the program", async () => {
    const { contentVersionId } = await create({ name: "Immutable" });
    const { sql } = await import("kysely");
    const change = app.run(org, (ctx) =>
      sql`UPDATE templates.content_versions SET subject = 'x' WHERE content_version_id = ${contentVersionId}`.execute(
        ctx.tx,
      ),
    );
    await expect(change).rejects.toThrow(/permission denied/);
    const removal = app.run(org, (ctx) => sql`DELETE FROM templates.content_versions`.execute(ctx.tx));
    await expect(removal).rejects.toThrow(/permission denied/);
  });

  test("a body beyond the limit is refused, not cut", async () => {
    const answer = await writer.request("POST", "/templates", {
      body: { ...newsletter, html: "x".repeat(300_000) },
    });
    expect(answer.status).toBe(422);
  });
});

describe("finding", () => {
  test("search finds names and subjects anywhere, accents and case apart; filters narrow it", async () => {
    const other = await app.newOrganisation();
    const client = app.signedIn(other, "administrator");
    await create({ name: "Été à la montagne", language: "fr" }, client);
    await create({ name: "Winter", subject: "Rénovation 100%" }, client);
    const find = async (query: Record<string, string>): Promise<string[]> => {
      const { body } = await client.request("GET", "/templates", { query });
      return body.items.map((each: { name: string }) => each.name);
    };
    expect(await find({ search: "ete" })).toEqual(["Été à la montagne"]);
    expect(await find({ search: "RENOV" })).toEqual(["Winter"]);
    expect(await find({ search: "100%" })).toEqual(["Winter"]);
    expect(await find({ language: "fr" })).toEqual(["Été à la montagne"]);
    expect(await find({ kind: "personal" })).toEqual([]);
  });

  test("a long list comes in pages that miss and repeat nothing", async () => {
    const other = await app.newOrganisation();
    const client = app.signedIn(other, "administrator");
    for (const name of ["a", "b", "c", "d", "e"]) {
      await create({ name }, client);
    }
    const names: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query: Record<string, string | number> = { limit: 2, ...(cursor ? { cursor } : {}) };
      const { body } = await client.request("GET", "/templates", { query });
      expect(body.total).toBe(5);
      names.push(...body.items.map((each: { name: string }) => each.name));
      cursor = body.nextCursor;
    }
    expect(names).toEqual(["e", "d", "c", "b", "a"]);
  });

  test("another organisation's template is not there", async () => {
    const stranger = app.signedIn(await app.newOrganisation(), "administrator");
    const { templateId, contentVersionId } = await create({ name: "Private" });
    for (const [method, path] of [
      ["GET", ""],
      ["POST", "/archive"],
      ["POST", "/duplicate"],
    ] as const) {
      const answer = await stranger.request(method, `/templates/${templateId}${path}`);
      expect(answer.body.code).toBe("templates.not-found");
    }
    const other = await app.newOrganisation();
    await expect(app.run(other, (ctx) => getContentVersion(ctx, contentVersionId))).rejects.toThrow(
      "templates.content-not-found",
    );
  });
});

describe("archive, copy", () => {
  test("an archived template leaves the list, cannot be changed, and comes back", async () => {
    const created = await create({ name: "Old" });
    const url = `/templates/${created.templateId}`;
    await writer.request("POST", `${url}/archive`);
    const listed = await writer.request("GET", "/templates", { query: { search: "Old" } });
    expect(listed.body.items).toEqual([]);
    const change = await writer.request("PUT", url, {
      body: { ...newsletter, contentVersionId: created.contentVersionId },
    });
    expect(change.body.code).toBe("templates.archived");
    const back = await writer.request("POST", `${url}/restore`);
    expect(back.body.archivedAt).toBeNull();
  });

  test("a copy has the text of the original and a name that says so", async () => {
    const created = await create({ name: "Original" });
    const copy = await writer.request("POST", `/templates/${created.templateId}/duplicate`);
    expect(copy.body).toMatchObject({ name: "Copy of Original", subject: newsletter.subject, html: created.html });
    expect(copy.body.templateId).not.toBe(created.templateId);
  });
});

describe("the text of automatic messages", () => {
  test("is our own wording until the organisation has one in use", async () => {
    const own = await app.newOrganisation();
    const client = app.signedIn(own, "administrator");
    const automatic = () =>
      app.run(own, (ctx) => getAutomaticContent(ctx, { kind: "consent-request", language: "en" }));
    expect((await automatic()).html).toContain("asks for your permission first");
    const first = await create(request, client);
    expect(first.isInUse).toBe(true);
    const second = await create({ ...request, subject: "Another" }, client);
    expect(second.isInUse).toBe(false);
    expect((await automatic()).contentVersionId).toBe(first.contentVersionId);
    await client.request("POST", `/templates/${second.templateId}/use`);
    expect((await automatic()).contentVersionId).toBe(second.contentVersionId);
    await client.request("POST", `/templates/${second.templateId}/archive`);
    expect((await automatic()).html).toContain("asks for your permission first");
  });

  test("comes only from kinds that are automatic", async () => {
    const { templateId } = await create({ name: "Not automatic" });
    const answer = await writer.request("POST", `/templates/${templateId}/use`);
    expect(answer.body.code).toBe("templates.not-automatic");
  });
});

describe("trying a text before it is saved", () => {
  const draft = { kind: "marketing", language: "fr", subject: "Bonjour %nom%", html: "<p>%nmae%, %prénom%</p>" };

  test("the check names every fault and shows subject and plain text with example values", async () => {
    const { body } = await writer.request("POST", "/templates/check", { body: draft });
    expect(body.faults).toMatchObject([{ code: "misspelt-variable", suggestion: "%name%", line: 1 }]);
    expect(body.subject).toBe("Bonjour DUPONT Julien");
    expect(body.text).toContain("%nmae%, Julien");
  });

  test("the preview is a page that can do nothing", async () => {
    const answer = await writer.request("POST", "/templates/preview", {
      body: {
        ...draft,
        html: '<p>%prénom%</p><script>alert(1)</script><img src="https://x.example/a.png">',
        images: false,
      },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
    const policy = String(answer.headers["content-security-policy"]);
    expect(policy).toMatch(/^sandbox; default-src 'none'; img-src 'none';/);
    expect(answer.text).toContain("<p>Julien</p>");
    expect(answer.text).not.toContain("<script");
  });

  test("the variables of a kind come with their names in four languages", async () => {
    const { body } = await writer.request("GET", "/templates/variables", { query: { kind: "marketing" } });
    const company = body.find((each: { key: string }) => each.key === "sending_company");
    expect(company.names).toMatchObject({ es: ["empresa"], fr: ["entreprise", "société"] });
    expect(body.map((each: { key: string }) => each.key)).not.toContain("debt");
  });
});

describe("rights", () => {
  test("a viewer reads and changes nothing", async () => {
    const viewer = app.signedIn(org, "viewer");
    expect((await viewer.request("GET", "/templates")).status).toBe(200);
    expect((await viewer.request("POST", "/templates", { body: newsletter })).status).toBe(403);
  });

  test("nobody gets anything without signing in", async () => {
    for (const path of ["", "/variables", "/starters"]) {
      expect((await app.anonymous.request("GET", `/templates${path}`)).status).toBe(401);
    }
    expect((await app.anonymous.request("POST", "/templates/preview", { body: newsletter })).status).toBe(401);
  });
});
