import { generateKeyPairSync, sign } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LedgerEvent } from "../../../contracts/consent.ts";
import { propertyRuns } from "../../../tests/support/property-runs.ts";
import { newId } from "../../platform/ids.ts";
import type { CheckpointLine } from "./ledger-export.rules.ts";
import { commitTo, hashRecord, hashWording, sha256 } from "./ledger-hash.ts";
import { canonicalJson, genesisHash, type LedgerRecord } from "./ledger-record.rules.ts";
import { verifyExport } from "./verify-export.ts";

const orgId = newId();
const installation = makeKey();
const stranger = makeKey();

function makeKey() {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  return {
    publicKeyPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    sign: (text: string) => sign(null, Buffer.from(text), privateKey).toString("base64"),
  };
}

interface Made {
  lines: string[];
  hashes: string[];
}

const wording = { language: "fr", version: 1, title: "Nouvelles", text: "J'accepte de recevoir des nouvelles." };

function makeExport(count: number, options: { org?: string; key?: typeof installation } = {}): Made {
  const { org = orgId, key = installation } = options;
  const lines = [
    canonicalJson({ format: "placet-consent-ledger", version: 1, orgId: org, exportedAt: "2026-01-02T03:04:05.678Z" }),
  ];
  const hashes: string[] = [];
  const kinds: LedgerEvent[] = ["requested", "granted", "withdrawn"];
  for (let seq = 1; seq <= count; seq++) {
    const salt = sha256(`salt ${seq}`);
    const record: LedgerRecord = {
      v: 1,
      eventId: newId(),
      kind: kinds[seq % 3] ?? "granted",
      subject: newId(),
      commitment: commitTo(salt, `email:person${seq}@example.org`),
      type: newId(),
      stateAfter: "accepted",
      actor: "person",
      actorRef: null,
      source: "own-page",
      occurredAt: "2026-01-01T00:00:00.000Z",
      recordedAt: "2026-01-01T00:00:00.000Z",
      validUntil: null,
      language: "fr",
      wordingHash: hashWording(wording),
      evidence: commitTo(salt, "ip 192.0.2.0"),
      messageId: null,
    };
    const prev = hashes.at(-1) ?? genesisHash;
    const hash = hashRecord({ orgId: org, seq, previousHash: prev }, record);
    hashes.push(hash);
    const beside = {
      address: { salt, text: `email:person${seq}@example.org` },
      evidence: { salt, text: "ip 192.0.2.0" },
      wording,
      actorName: "Zoé",
    };
    lines.push(canonicalJson({ seq, prev, hash, record, beside }));
  }
  return { lines: close(lines, { org, key, seq: count, hash: hashes.at(-1) ?? genesisHash }), hashes };
}

function close(lines: string[], end: { org: string; key: typeof installation; seq: number; hash: string }): string[] {
  const linesHash = sha256(lines.map((line) => `${line}\n`).join(""));
  return [
    ...lines,
    signed({ orgId: end.org, seq: end.seq, hash: end.hash, at: "2026-01-02T03:04:05.678Z", linesHash }, end.key),
  ];
}

function signed(checkpoint: CheckpointLine["checkpoint"], key: typeof installation): string {
  return canonicalJson({ checkpoint, signature: key.sign(canonicalJson(checkpoint)) });
}

function verify(lines: string[], knownCheckpoints: string[] = []) {
  const known = knownCheckpoints.map((line) => JSON.parse(line) as CheckpointLine);
  return verifyExport(lines, { publicKeyPem: installation.publicKeyPem, knownCheckpoints: known });
}

const { lines, hashes } = makeExport(40);

describe("an export of the ledger", () => {
  test("is intact as it was made, empty too", async () => {
    expect(await verify(lines)).toMatchObject({ orgId, events: 40, fault: null });
    expect(await verify(makeExport(0).lines)).toMatchObject({ events: 0, fault: null });
  });

  test("P-04 one changed byte anywhere is found, and in an event its number is named", async () => {
    const property = fc.asyncProperty(
      fc.nat({ max: lines.length - 1 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (...[at, where, mask]) => {
        const bytes = Buffer.from(lines[at] ?? "", "utf8");
        const index = where % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ mask;
        const changed = lines.with(at, bytes.toString("utf8"));
        const { fault } = await verify(changed);
        expect(fault).not.toBeNull();
        const isNamed = at === 0 || at === lines.length - 1 || fault?.seq === at || fault?.seq === null;
        expect(isNamed).toBe(true);
      },
    );
    await fc.assert(property, propertyRuns(300));
  });

  test.each<[string, (all: string[]) => string[], { kind: string; seq: number | null }]>([
    ["a missing event", (all) => all.toSpliced(7, 1), { kind: "wrong-sequence", seq: 7 }],
    ["a doubled event", (all) => all.toSpliced(7, 0, all[7] ?? ""), { kind: "wrong-sequence", seq: 8 }],
    [
      "two swapped events",
      (all) => all.with(7, all[8] ?? "").with(8, all[7] ?? ""),
      { kind: "wrong-sequence", seq: 7 },
    ],
    ["a cut beginning", (all) => [all[0] ?? "", ...all.slice(5)], { kind: "wrong-sequence", seq: 1 }],
    ["a cut end", (all) => all.slice(0, 30), { kind: "checkpoint-missing", seq: 28 }],
    [
      "a cut end under the old last line",
      (all) => [...all.slice(0, 30), all.at(-1) ?? ""],
      { kind: "incomplete", seq: 30 },
    ],
    ["nothing but the header", (all) => all.slice(0, 1), { kind: "checkpoint-missing", seq: 0 }],
    ["nothing at all", () => [], { kind: "checkpoint-missing", seq: 0 }],
    [
      "the other order of keys",
      (all) => all.with(3, JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(all[3] ?? "")).reverse()))),
      { kind: "unreadable", seq: 3 },
    ],
  ])("%s is found", async (...[, change, fault]) => {
    expect((await verify(change(lines))).fault).toEqual(fault);
  });

  test("an event made up and put in with a hash of its own breaks the chain after it", async () => {
    const event = JSON.parse(lines[7] ?? "");
    const place = { orgId, seq: 7, previousHash: event.prev };
    const forged = { ...event, record: { ...event.record, stateAfter: "refused" } };
    forged.hash = hashRecord(place, forged.record);
    expect((await verify(lines.with(7, canonicalJson(forged)))).fault).toEqual({ kind: "broken-chain", seq: 8 });
  });

  test("a history computed anew, with right hashes, is found by its signature", async () => {
    const rewritten = makeExport(40, { key: stranger }).lines;
    expect((await verify(rewritten)).fault).toEqual({ kind: "checkpoint-signature", seq: 40 });
  });

  test("an older, shorter, truly signed export is found by a checkpoint kept elsewhere", async () => {
    const kept = signed({ orgId, seq: 40, hash: hashes[39] ?? "", at: "2026-01-02T03:04:05.678Z" }, installation);
    const older = close(lines.slice(0, 31), { org: orgId, key: installation, seq: 30, hash: hashes[29] ?? "" });
    expect((await verify(older)).fault).toBeNull();
    expect((await verify(older, [kept])).fault).toEqual({ kind: "incomplete", seq: 40 });
    expect((await verify(lines, [kept])).fault).toBeNull();
  });

  test("a rewrite signed by the installation itself is found by a checkpoint kept elsewhere", async () => {
    const kept = signed({ orgId, seq: 20, hash: hashes[19] ?? "", at: "2026-01-02T03:04:05.678Z" }, installation);
    expect((await verify(makeExport(40).lines, [kept])).fault).toEqual({ kind: "checkpoint-not-on-chain", seq: 20 });
  });

  test("another organisation's chain in its place is found", async () => {
    const other = makeExport(40, { org: newId() }).lines;
    expect((await verify([lines[0] ?? "", ...other.slice(1)])).fault).toEqual({ kind: "changed-record", seq: 1 });
    const kept = signed({ orgId, seq: 1, hash: hashes[0] ?? "", at: "2026-01-02T03:04:05.678Z" }, installation);
    expect((await verify(other, [kept])).fault).toEqual({ kind: "wrong-organisation", seq: 1 });
  });

  test("an exchanged evidence, address or wording no longer fits its commitment", async () => {
    for (const change of [
      (beside: Record<string, { text: string }>) => ({
        ...beside,
        evidence: { ...beside.evidence, text: "ip 198.51.100.0" },
      }),
      (beside: Record<string, { text: string }>) => ({
        ...beside,
        address: { ...beside.address, text: "email:other@example.org" },
      }),
      (beside: Record<string, { text: string }>) => ({
        ...beside,
        wording: { ...beside.wording, text: "J'accepte tout." },
      }),
    ]) {
      const event = JSON.parse(lines[12] ?? "");
      const changed = canonicalJson({ ...event, beside: change(event.beside) });
      expect((await verify(lines.with(12, changed))).fault).toEqual({ kind: "changed-record", seq: 12 });
    }
  });
});

/** The one form of a text that counts; -0 is 0. */
function normalised(value: unknown): unknown {
  if (typeof value === "string") return value.normalize("NFC");
  if (Object.is(value, -0)) return 0;
  if (Array.isArray(value)) return value.map(normalised);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key.normalize("NFC"), normalised(member)]));
}

describe("canonical JSON (P-05)", () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: "small" },
      fc.string({ unit: "grapheme" }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("any")),
      fc.dictionary(fc.string(), tie("any")),
    ),
  })).any as fc.Arbitrary<object>;

  test("is the same for every order of keys, and reads back as the value", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "binary-ascii" }), value), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(object));
        expect(canonicalJson(JSON.parse(canonicalJson(object)))).toBe(canonicalJson(object));
      }),
    );
  });

  test("is the same for every Unicode form of a text", () => {
    expect(canonicalJson({ name: "Zoe\u0301" })).toBe(canonicalJson({ name: "Zo\u00e9" }));
  });

  test("gives different values different bytes, and the same value the same", () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        const isSame = isDeepStrictEqual(normalised(one), normalised(other));
        expect(canonicalJson({ one }) === canonicalJson({ one: other })).toBe(isSame);
        expect(canonicalJson({ one })).toBe(canonicalJson({ one: structuredClone(one) }));
      }),
      propertyRuns(300),
    );
  });

  test("tells different values apart", () => {
    expect(
      new Set(
        [1, "1", true, null, [1], ["1"], { a: 1 }, { a: "1" }, {}, [], ""].map((one) => canonicalJson(one as object)),
      ).size,
    ).toBe(11);
  });

  test("has one spelling of a number, and refuses what has several", () => {
    expect(canonicalJson(-0)).toBe("0");
    for (const number of [0.5, 1e21, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => canonicalJson(number)).toThrow("whole numbers");
  });
});
