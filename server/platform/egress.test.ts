import { describe, expect, test } from "vitest";
import { checkDestination, isPrivateAddress, smtpPorts } from "./egress.ts";

const strangers = { ports: smtpPorts, allowed: [] };
const publicResolver = async () => ["93.184.215.14"];

describe("a destination that an organisation chose", () => {
  test("is allowed when every address is public and the port is one of mail", async () => {
    const answer = await checkDestination({ host: "smtp.example.org", port: 587 }, strangers, publicResolver);
    expect(answer).toEqual({ allowed: true, addresses: ["93.184.215.14"] });
  });

  test.each([
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "017700000001",
    "2130706433",
    "①②⑦.0.0.1",
    "10.1.2.3",
    "172.31.255.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "[::1]",
    "::127.0.0.1",
    "::ffff:10.0.0.1",
    "fe80::1",
    "fd00::1",
    "2002:7f00:1::",
  ])("is refused as %s, however it is written", async (host) => {
    expect(await checkDestination({ host, port: 25 }, strangers)).toEqual({
      allowed: false,
      reason: "destination-not-allowed",
    });
  });

  test("is refused when one of several addresses is private", async () => {
    const answer = await checkDestination({ host: "two.example.org", port: 25 }, strangers, async () => [
      "93.184.215.14",
      "10.0.0.8",
    ]);
    expect(answer).toEqual({ allowed: false, reason: "destination-not-allowed" });
  });

  test("is refused on a port that is not one of mail", async () => {
    const answer = await checkDestination({ host: "smtp.example.org", port: 5432 }, strangers, publicResolver);
    expect(answer).toEqual({ allowed: false, reason: "destination-not-allowed" });
  });

  test.each(["", "evil.example/..", "user@evil.example", "evil.example:25", "a b", "http://evil.example"])(
    "is not found when it is no host name: %j",
    async (host) => {
      expect(await checkDestination({ host, port: 25 }, strangers, publicResolver)).toEqual({
        allowed: false,
        reason: "host-not-found",
      });
    },
  );

  test("tells an unknown name from a resolver that is silent", async () => {
    const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));
    const destination = { host: "nowhere.example.org", port: 25 };
    expect(await checkDestination(destination, strangers, failing("ENOTFOUND"))).toMatchObject({
      reason: "host-not-found",
    });
    expect(await checkDestination(destination, strangers, failing("EAI_AGAIN"))).toMatchObject({
      reason: "host-lookup-failed",
    });
  });
});

describe("a destination that the operator listed", () => {
  test("passes with a private address on exactly the listed port", async () => {
    const rules = { ports: smtpPorts, allowed: ["10.0.0.8:2626"] };
    expect(await checkDestination({ host: "10.0.0.8", port: 2626 }, rules)).toMatchObject({ allowed: true });
    expect(await checkDestination({ host: "10.0.0.8", port: 25 }, rules)).toMatchObject({ allowed: false });
  });

  test("passes by its name, and a name that resolves to a listed address passes too", async () => {
    const inside = async () => ["10.0.0.8"];
    const byName = { ports: smtpPorts, allowed: ["mail.inside.example:25"] };
    const byAddress = { ports: smtpPorts, allowed: ["10.0.0.8:*"] };
    expect(await checkDestination({ host: "mail.inside.example", port: 25 }, byName, inside)).toMatchObject({
      allowed: true,
    });
    expect(await checkDestination({ host: "any.example", port: 25 }, byAddress, inside)).toMatchObject({
      allowed: true,
    });
  });
});

test("public addresses are not taken for private ones", () => {
  for (const address of ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "172.32.0.1", "100.128.0.1"]) {
    expect(isPrivateAddress(address), address).toBe(false);
  }
});
