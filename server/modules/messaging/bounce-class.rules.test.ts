import { describe, expect, test } from "vitest";
import { classOfReturn, cleanDetail } from "./bounce-class.rules.ts";

describe("what a refusal says about", () => {
  test.each([
    ["hard", "5.1.1", "550 5.1.1 The email account that you tried to reach does not exist"],
    ["hard", "5.1.10", "556 5.1.10 Recipient address has a null MX"],
    ["hard", "5.1.2", "Host not found"],
    ["hard", "5.2.1", "550 5.2.1 The email account that you tried to reach is inactive"],
    ["hard", "5.4.4", "Name service error for name=nowhere.example type=A: Host not found"],
    ["hard", "5.4.1", "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)"],
    ["hard", "5.5.0", "550 5.5.0 user unknown"],
    ["hard", null, "553 sorry, no mailbox here by that name"],
    ["soft", "5.2.2", "552 5.2.2 The email account that you tried to reach is over quota"],
    ["soft", "4.2.2", "452 4.2.2 mailbox full"],
    ["soft", "5.1.1", "550 5.1.1 <ada@example.org>: mailbox full"],
    ["soft", "5.2.1", "550 5.2.1 this account is over quota"],
    ["soft", "4.4.7", "delivery time expired"],
    ["soft", "4.4.1", "connect to mx.example[192.0.2.1]:25: Connection timed out"],
    ["soft", "5.3.4", "552 5.3.4 message size exceeds fixed limit"],
    ["soft", null, "550 La boîte aux lettres est pleine"],
    ["soft", "5.4.6", "routing loop detected"],
    ["blocked", "5.7.1", "550 5.7.1 message refused"],
    ["blocked", "5.7.26", "550-5.7.26 This mail is unauthenticated"],
    ["blocked", "5.1.8", "553 5.1.8 sender address rejected: domain not found"],
    ["blocked", "4.7.0", "421 4.7.0 [TSS04] messages temporarily deferred"],
    ["blocked", "5.1.1", "550 5.1.1 rejected, see https://www.spamhaus.org/query/ip/192.0.2.1"],
    ["blocked", null, "554 rejected: your reputation is poor"],
    ["blocked", null, "550 relay access denied"],
    ["unknown", null, "550 no"],
    ["unknown", null, "550 user unknown"],
    ["unknown", "5.0.0", "554 delivery error"],
    ["unknown", "5.5.0", "550 5.5.0 requested action not taken"],
    ["unknown", "5.4.1", "no answer from host"],
    ["unknown", null, ""],
  ] as const)("%s: %s %s", (wanted, status, text) => {
    expect(classOfReturn({ status, text })).toBe(wanted);
  });
});

test("a stranger's words become one harmless line", () => {
  expect(cleanDetail("550 no\r\nBcc: all@example.org\u0000\u202e<script>")).toBe(
    "550 no Bcc: all@example.org <script>",
  );
  expect(cleanDetail("x".repeat(5000))).toHaveLength(500);
  expect(cleanDetail(" \r\n ")).toBeNull();
  expect(cleanDetail(null)).toBeNull();
});
