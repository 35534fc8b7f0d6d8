import type { Context } from "../../platform/context.ts";
import { passwordCell } from "./password-cell.ts";
import { readSigningKey } from "./read-signing-key.ts";
import { type SenderConnectionAnswer, whatAccountTells } from "./sender-connection.ts";
import { type AccountRow, findPasswordSecret } from "./senders.queries.ts";

/** The mailbox itself, also in a demonstration: somebody who tries the settings of a mailbox wants to know whether they work. */
export async function connectToOwnMailbox(ctx: Context, account: AccountRow): Promise<SenderConnectionAnswer> {
  const { host, port, encryption, fromAddress, userName } = account;
  if (!account.isEnabled) return { ready: false, reason: "off" };
  if (host === null || port === null || encryption === null || fromAddress === null) {
    throw new Error(`sender ${account.senderId} of kind smtp is incomplete`);
  }
  const password = userName === null ? null : await readPassword(ctx, account.senderId);
  if (userName !== null && password === null) return { ready: false, reason: "password-missing" };
  return {
    ready: true,
    connection: {
      ...whatAccountTells(account, fromAddress),
      kind: "smtp",
      host,
      port,
      encryption,
      dkim: await readSigningKey(ctx, account.senderId, fromAddress),
      signIn: userName === null || password === null ? null : { userName, password },
      isTrusted: false,
    },
  };
}

async function readPassword(ctx: Context, senderId: string): Promise<string | null> {
  const secret = await findPasswordSecret(ctx, senderId);
  return secret === undefined ? null : ctx.platform.keys.decryptSecret(ctx, passwordCell(senderId), secret);
}
