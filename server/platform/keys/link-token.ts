import { timingSafeEqual } from "node:crypto";
import { hmacOfKeptKey } from "./hmac-sha256.ts";
import { type LinkSubject, linkPurposes } from "./keys.ts";
import { uuidText } from "./uuid-text.ts";
import { writeUuid } from "./write-uuid.ts";

const noType = "00000000-0000-0000-0000-000000000000";
const macBytes = 16;
const bodyBytes = 2 + 4 * 16;

/** Several are written for each message, one after the other, in the same place. */
const packed = Buffer.alloc(bodyBytes + macBytes);
const packedBody = packed.subarray(0, bodyBytes);

/** Format version, purpose, organisation, message, address, consent type; then half of an HMAC-SHA256 over all of it. */
export function packLink(key: Buffer, subject: LinkSubject): string {
  packed[0] = 1;
  packed[1] = linkPurposes.indexOf(subject.purpose);
  writeUuid(packed, 2, subject.orgId);
  writeUuid(packed, 18, subject.messageId);
  writeUuid(packed, 34, subject.addressId);
  writeUuid(packed, 50, subject.typeId ?? noType);
  packed.write(hmacOfKeptKey(key, packedBody), bodyBytes, macBytes, "binary");
  return packed.toString("base64url");
}

export function unpackLink(keys: Buffer[], token: string): LinkSubject | undefined {
  const bytes = Buffer.from(token, "base64url");
  // Base64url has spare bits: only the exact spelling that we made counts.
  if (bytes.length !== bodyBytes + macBytes || bytes.toString("base64url") !== token) return undefined;
  const body = bytes.subarray(0, bodyBytes);
  const mac = bytes.subarray(bodyBytes);
  if (!keys.some((key) => timingSafeEqual(mac, macOf(key, body)))) return undefined;
  const purpose = linkPurposes[body[1] ?? -1];
  if (body[0] !== 1 || purpose === undefined) return undefined;
  const [orgId, messageId, addressId, typeId] = [0, 1, 2, 3].map((index) =>
    uuidText(body.subarray(2 + index * 16, 18 + index * 16)),
  );
  if (!orgId || !messageId || !addressId || !typeId) return undefined;
  return { purpose, orgId, messageId, addressId, typeId: typeId === noType ? null : typeId };
}

function macOf(key: Buffer, body: Buffer): Buffer {
  return Buffer.from(hmacOfKeptKey(key, body), "binary").subarray(0, macBytes);
}
