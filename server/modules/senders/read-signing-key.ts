import { createPrivateKey, type KeyObject } from "node:crypto";
import type { DkimKey } from "../../channels/email-smtp/index.ts";
import type { Context } from "../../platform/context.ts";
import { findSigningRow } from "./dkim.queries.ts";
import { dkimCell } from "./dkim-cell.ts";
import { maySignFor } from "./dkim-record.rules.ts";

/** Null: mails of this address leave unsigned. */
export async function readSigningKey(ctx: Context, senderId: string, fromAddress: string): Promise<DkimKey | null> {
  const row = await findSigningRow(ctx, senderId);
  if (!row || !maySignFor(row.domain, fromAddress)) return null;
  const pem = await ctx.platform.keys.decryptSecret(ctx, dkimCell(senderId), row.secret);
  return { domain: row.domain, selector: row.selector, privateKey: createPrivateKey(pem) };
}

const parsed = new Map<string, KeyObject>();

/** The platform's sender has its key in the configuration. */
export function readPlatformSigningKey(ctx: Context, fromAddress: string): DkimKey | null {
  const { platformDkim } = ctx.platform.config;
  if (!platformDkim || !maySignFor(platformDkim.domain, fromAddress)) return null;
  const privateKey = parsed.get(platformDkim.privateKeyPem) ?? createPrivateKey(platformDkim.privateKeyPem);
  parsed.set(platformDkim.privateKeyPem, privateKey);
  return { domain: platformDkim.domain, selector: platformDkim.selector, privateKey };
}
