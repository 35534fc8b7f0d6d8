import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
  timingSafeEqual,
} from "node:crypto";
import type { Context } from "../context.ts";
import { findDataKey, insertDataKey } from "./data-keys.queries.ts";
import type { Keys, SecretCell } from "./keys.ts";
import { packLink, unpackLink } from "./link-token.ts";
import { packReturn, unpackReturn } from "./return-token.ts";

const dataKeyVersion = 1;
const nonceBytes = 12;
const tagBytes = 16;

/** `installationKeys[0]` is in use; the others are retired and only verify. Each has 32 bytes. */
export function createKeys(installationKeys: Buffer[]): Keys {
  const current = installationKeys[0];
  if (!current || installationKeys.some((key) => key.length !== 32))
    throw new Error("an installation key must have 32 bytes");
  const linkKeys = installationKeys.map((key) => derive(key, "links"));
  const returnKeys = installationKeys.map((key) => derive(key, "returns"));
  const signingKey = derive(current, "forms");
  const hashKey = derive(current, "hashes");
  const checkpointKey = ed25519From(derive(current, "checkpoints"));
  return {
    encryptSecret: async (ctx, cell, plaintext) => {
      const key = await dataKey(ctx, derive(current, "data-keys"));
      return `1:${dataKeyVersion}:${seal(key, associated(ctx, cell), Buffer.from(plaintext, "utf8"))}`;
    },
    decryptSecret: async (ctx, cell, stored) => {
      const key = await dataKey(ctx, derive(current, "data-keys"));
      return open(key, associated(ctx, cell), stored.split(":")[2] ?? "").toString("utf8");
    },
    keyedHash: (orgId, purpose, text) =>
      createHmac("sha256", hashKey).update(`${orgId}\0${purpose}\0${text}`).digest("hex"),
    makeLinkToken: (subject) => packLink(linkKeys[0] ?? signingKey, subject),
    readLinkToken: (token) => unpackLink(linkKeys, token),
    makeReturnToken: (subject) => packReturn(returnKeys[0] ?? signingKey, subject),
    readReturnToken: (token) => unpackReturn(returnKeys, token),
    sign: (purpose, text) => mac(signingKey, purpose, text).toString("base64url"),
    verify: (purpose, text, signature) => {
      const given = Buffer.from(signature, "base64url");
      const wanted = mac(signingKey, purpose, text);
      return given.length === wanted.length && timingSafeEqual(given, wanted);
    },
    signCheckpoint: (text) => sign(null, Buffer.from(text, "utf8"), checkpointKey).toString("base64"),
    publicKeyPem: createPublicKey(checkpointKey).export({ type: "spki", format: "pem" }).toString(),
  };
}

function derive(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, Buffer.alloc(0), `placet ${purpose}`, 32));
}

function mac(key: Buffer, purpose: string, text: string): Buffer {
  return createHmac("sha256", key).update(`${purpose}\0${text}`).digest();
}

function ed25519From(seed: Buffer): KeyObject {
  const header = Buffer.from("302e020100300506032b657004220420", "hex");
  return createPrivateKey({ key: Buffer.concat([header, seed]), format: "der", type: "pkcs8" });
}

function associated(ctx: Context, cell: SecretCell): Buffer {
  return Buffer.from([cell.table, cell.column, ctx.orgId, cell.rowId, dataKeyVersion].join("|"), "utf8");
}

async function dataKey(ctx: Context, wrappingKey: Buffer): Promise<Buffer> {
  const scope = Buffer.from(`platform.data_keys|${ctx.orgId}|${dataKeyVersion}`, "utf8");
  const wrapped = await findDataKey(ctx, dataKeyVersion);
  if (wrapped !== undefined) return open(wrappingKey, scope, wrapped);
  // Two first secrets at once: the row that came first wins, so read it again.
  await insertDataKey(ctx, dataKeyVersion, seal(wrappingKey, scope, randomBytes(32)));
  return open(wrappingKey, scope, (await findDataKey(ctx, dataKeyVersion)) ?? "");
}

function seal(key: Buffer, associatedText: Buffer, plaintext: Buffer): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(associatedText);
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
}

function open(key: Buffer, associatedText: Buffer, stored: string): Buffer {
  const bytes = Buffer.from(stored, "base64");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes));
  decipher.setAAD(associatedText).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
}
