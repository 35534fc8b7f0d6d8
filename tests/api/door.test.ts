import { afterAll, expect, test } from "vitest";
import { cookieOf, openDoor } from "../support/door.ts";
import { startTestApp } from "../support/test-app.ts";

const app = await startTestApp();
const secure = await startTestApp({ environment: { PUBLIC_URL: "https://messages.example.com" } });
afterAll(async () => {
  await app.stop();
  await secure.stop();
});
const door = openDoor(app);

function knock(headers: Record<string, string>, body: unknown = { email: "a@example.org", password: "x" }) {
  return app.anonymous.request("POST", "/sign-in", { headers, body });
}

test("behind TLS the cookie is bound to this host and never travels in clear", async () => {
  const { newCompany, signIn, visitor } = openDoor(secure);
  const { temporaryPassword } = await newCompany("tls@lefevre.test");
  const answer = await signIn("tls@lefevre.test", temporaryPassword);
  const header = String(answer.headers["set-cookie"]);
  expect(header).toMatch(/^__Host-placet=/);
  expect(header).toContain("Secure");
  expect(header).toContain("Path=/");
  expect(header).not.toContain("Domain");
  expect((await visitor(cookieOf(answer)).request("GET", "/session")).status).toBe(200);
  expect((await visitor(cookieOf(answer).replace("__Host-", "")).request("GET", "/session")).status).toBe(401);
});

test("another site cannot sign anybody in", async () => {
  expect((await knock({ origin: "https://evil.example" })).body.code).toBe("common.foreign-origin");
  expect((await knock({ "sec-fetch-site": "cross-site" })).body.code).toBe("common.foreign-origin");
  expect((await knock({ origin: "http://localhost:3000", "sec-fetch-site": "same-origin" })).body.code).toBe(
    "identity.sign-in-failed",
  );
});

test("what a form of another site could send without asking is no body here", async () => {
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
    const answer = await knock({ "content-type": type }, '{"email":"a@example.org","password":"x"}');
    expect([400, 415, 422], type).toContain(answer.status);
  }
});

test("a password as long as a book is refused before it is hashed", async () => {
  const answer = await knock({}, { email: "a@example.org", password: "x".repeat(1025) });
  expect(answer).toMatchObject({ status: 422, body: { field: "password" } });
  expect((await knock({}, { email: "a@example.org", password: "x".repeat(1_100_000) })).status).toBe(413);
});

test("one address that knocks at many doors is told to wait", async () => {
  const answers = [];
  for (let attempt = 0; attempt < 70; attempt++)
    answers.push(await knock({}, { email: `box${attempt}@example.org`, password: "" }));
  const limited = answers.filter((answer) => answer.status === 429);
  expect(limited.length).toBeGreaterThan(0);
  expect(limited[0]?.body.code).toBe("common.too-many-requests");
  expect(Number(limited[0]?.headers["retry-after"])).toBeGreaterThan(0);
});

test("the refusal is in the language that the browser asks for", async () => {
  const { temporaryPassword } = await door.newCompany("language@lefevre.test");
  expect(temporaryPassword).not.toBe("");
  const titles = [];
  for (const language of ["en", "fr-FR,fr;q=0.9", "es", "it-IT"]) {
    // biome-ignore lint/nursery/useAwaitThenable: inject answers a promise when it gets no callback
    const answer = await app.server.inject({
      method: "POST",
      url: "/api/v1/sign-in",
      remoteAddress: "10.9.9.9",
      headers: { "accept-language": language },
      payload: { email: "language@lefevre.test", password: "wrong" },
    });
    titles.push(answer.json().title);
  }
  expect(titles).toEqual([
    "The e-mail or the password is not right.",
    "L'e-mail ou le mot de passe n'est pas correct.",
    "El correo electrónico o la contraseña no son correctos.",
    "L'e-mail o la password non sono corretti.",
  ]);
});
