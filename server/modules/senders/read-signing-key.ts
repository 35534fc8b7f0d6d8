import { createPrivateKey } from "node:crypto";
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
