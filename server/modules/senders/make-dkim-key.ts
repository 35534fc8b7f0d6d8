import { generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import type { Dkim } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { recordAudit } from "../audit/index.ts";
import { replaceDkimKey } from "./dkim.queries.ts";
import { dkimCell } from "./dkim-cell.ts";
import { getAccountRow } from "./get-account-row.ts";
import { getDkim } from "./get-dkim.ts";
import { lockAccount } from "./senders.queries.ts";

/** A new pair, switched off until its public half stands in the domain. An older key signs no more. */
export async function makeDkimKey(ctx: Context, senderId: string): Promise<Dkim> {
  await lockAccount(ctx, senderId);
  const account = await getAccountRow(ctx, senderId);
  if (account.kind === "platform" || account.fromAddress === null) throw refuse("senders.platform-sender-fixed");
  const { publicKey, privateKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const domain = account.fromAddress.slice(account.fromAddress.lastIndexOf("@") + 1);
  // Each key has a name of its own, so that mails that are still on their way keep theirs.
  const selector = `placet-${randomBytes(4).toString("hex")}`;
  const secret = await ctx.platform.keys.encryptSecret(ctx, dkimCell(senderId), privateKey);
  await replaceDkimKey(ctx, { senderId, domain, selector, publicKey: publicKey.toString("base64"), secret });
  await recordAudit(ctx, {
    action: "senders.dkim-key-made",
    subjectKind: "sender",
    subjectId: senderId,
    details: { domain, selector },
  });
  return getDkim(ctx, senderId);
}
