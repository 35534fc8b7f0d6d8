import { expect, test } from "vitest";
import { readPlatformSender } from "./platform-sender.rules.ts";

test("an installation without the setting has no sender of its own", () => {
  expect(readPlatformSender(undefined)).toBeUndefined();
});

test("everything is read from the one address, escapes included", () => {
  expect(
    readPlatformSender(
      "smtps://shop%40example.org:p%2F%20%40ss@smtp.example.org:4650?from=news@example.org&connections=4",
    ),
  ).toEqual({
    host: "smtp.example.org",
    port: 4650,
    encryption: "tls",
    userName: "shop@example.org",
    password: "p/ @ss",
    fromAddress: "news@example.org",
    connections: 4,
    limit: null,
    canary: { from: 500, size: 50 },
    hasBudget: true,
    repeatGuard: null,
  });
});

test.each([
  ["off", null],
  ["2000/100", { from: 2000, size: 100 }],
  ["nonsense", { from: 500, size: 50 }],
])("large launches with the setting '%s' begin with %j", (text, canary) => {
  expect(readPlatformSender(`smtps://smtp.example.org?canary=${text}`)?.canary).toEqual(canary);
});

test.each([
  ["X-Message-Key/24", { header: "X-Message-Key", hours: 24 }],
  ["X-Message-Key", null],
  ["X-Message-Key/0", null],
  ["Subject/24", null],
  ["X Key/24", null],
])("a server that drops repeats by %s is %j", (text, guard) => {
  expect(readPlatformSender(`smtps://smtp.example.org?repeats=${encodeURIComponent(text)}`)?.repeatGuard).toEqual(
    guard,
  );
});

test.each([
  ["300/24", { count: 300, hours: 24 }],
  ["0/24", null],
  ["300", null],
  ["300/1000", null],
])("a limit of %s is %j", (text, limit) => {
  expect(readPlatformSender(`smtps://smtp.example.org?limit=${text}`)?.limit).toEqual(limit);
});

test.each([
  ["smtps://smtp.example.org", "tls", 465, "no-reply@smtp.example.org"],
  ["smtp://smtp.example.org", "starttls", 587, "no-reply@smtp.example.org"],
  ["smtp://a%40example.org:x@smtp.example.org:25", "starttls", 25, "a@example.org"],
  ["smtp://localhost:1025", "none", 1025, "no-reply@localhost"],
  ["smtp://relay.inside:25?encryption=none", "none", 25, "no-reply@relay.inside"],
  ["smtp://[::1]:1025", "none", 1025, "no-reply@localhost"],
])("%s is %s on port %d, from %s", (url, ...expected) => {
  const sender = readPlatformSender(url);
  expect([sender?.encryption, sender?.port, sender?.fromAddress]).toEqual(expected);
});
