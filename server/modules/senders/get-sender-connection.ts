import type { Context } from "../../platform/context.ts";
import { getOrganisation } from "../identity/index.ts";
import { connectToOwnMailbox } from "./connect-to-own-mailbox.ts";
import { demoSinkPassword, findDemoSink } from "./demo-sink.ts";
import { readPlatformSender } from "./platform-sender.rules.ts";
import { demonstrationAddress } from "./present-sender.ts";
import { readPlatformSigningKey } from "./read-platform-signing-key.ts";
import { type SenderConnectionAnswer, whatAccountTells } from "./sender-connection.ts";
import { type AccountRow, findAccountRow } from "./senders.queries.ts";

/** For messaging's dispatcher. A demonstration's mail goes to the built-in mailbox, whatever sender was chosen: nothing leaves. */
export async function getSenderConnection(ctx: Context, senderId: string): Promise<SenderConnectionAnswer> {
  const account = await findAccountRow(ctx, senderId);
  if (!account) return { ready: false, reason: "removed" };
  const { isDemonstration } = await getOrganisation(ctx);
  if (isDemonstration) return connectToDemoSink(ctx, account);
  return account.kind === "platform" ? connectToPlatform(ctx, account) : connectToOwnMailbox(ctx, account);
}

function connectToPlatform(ctx: Context, account: AccountRow): SenderConnectionAnswer {
  const sender = readPlatformSender(ctx.platform.config.platformSmtpUrl);
  if (!sender) return { ready: false, reason: "not-connected" };
  const { host, port, encryption, userName, password, connections, limit, repeatGuard } = sender;
  return {
    ready: true,
    connection: {
      ...whatAccountTells(account, sender.fromAddress),
      kind: "platform",
      returnDomain: ctx.platform.config.bounceDomain ?? null,
      host,
      port,
      encryption,
      signIn: userName === null ? null : { userName, password: password ?? "" },
      connections,
      dkim: readPlatformSigningKey(ctx, sender.fromAddress),
      sharedLimit: limit,
      repeatGuard,
      isTrusted: true,
    },
  };
}

async function connectToDemoSink(ctx: Context, account: AccountRow): Promise<SenderConnectionAnswer> {
  const sink = await findDemoSink(ctx.platform);
  if (!sink) return { ready: false, reason: "not-connected" };
  return {
    ready: true,
    connection: {
      ...whatAccountTells(account, account.fromAddress ?? demonstrationAddress),
      kind: "demonstration",
      returnDomain: null,
      dkim: null,
      repeatGuard: null,
      ...sink,
      encryption: "none",
      signIn: { userName: ctx.orgId, password: demoSinkPassword(ctx.platform, ctx.orgId) },
      isTrusted: true,
    },
  };
}
