import type { Context } from "../context.ts";
import type { ReturnSubject } from "./return-token.ts";

/** The cell that a secret belongs to. A stored secret that is moved to another cell cannot be read there. */
export interface SecretCell {
  table: string;
  column: string;
  rowId: string;
}

/** Their order is part of every token: new ones come last. */
export const linkPurposes = ["preferences", "one-click", "consent", "area", "tracked-link", "reader"] as const;
export type LinkPurpose = (typeof linkPurposes)[number];

export interface LinkSubject {
  purpose: LinkPurpose;
  orgId: string;
  messageId: string;
  addressId: string;
  typeId: string | null;
}

export interface Keys {
  /** AES-256-GCM under the organisation's data key, which is itself wrapped by the installation's key. */
  encryptSecret: (ctx: Context, cell: SecretCell, plaintext: string) => Promise<string>;
  /** Throws when the stored text was made for another cell or organisation, or was changed. */
  decryptSecret: (ctx: Context, cell: SecretCell, stored: string) => Promise<string>;
  /** HMAC-SHA256, hexadecimal: equal texts of one organisation and purpose can be recognised without being kept. */
  keyedHash: (orgId: string, purpose: string, text: string) => string;
  /** Url-safe, about 110 characters. The same subject always gives the same token. */
  makeLinkToken: (subject: LinkSubject) => string;
  /** Undefined for whatever we did not make ourselves. Tokens of retired keys still verify. */
  readLinkToken: (token: string) => LinkSubject | undefined;
  /** 64 letters and digits, whatever their case: the local part of a return address or Message-ID. */
  makeReturnToken: (subject: ReturnSubject) => string;
  /** Undefined for whatever we did not make ourselves. Tokens of retired keys still verify. */
  readReturnToken: (token: string) => ReturnSubject | undefined;
  /** Signs short texts of one purpose, e.g. a nonce of a form. Base64url. */
  sign: (purpose: string, text: string) => string;
  verify: (purpose: string, text: string, signature: string) => boolean;
  /** Ed25519 over the text, base64; for checkpoints that others verify with `publicKeyPem`. */
  signCheckpoint: (text: string) => string;
  publicKeyPem: string;
}
