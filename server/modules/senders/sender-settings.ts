import { type SenderSettings, type SendingMode, senderChanged } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";
import { publish } from "../../platform/events.ts";
import { recordAudit } from "../audit/index.ts";
import { getOrganisation } from "../identity/index.ts";
import { ensurePlatformSender } from "./ensure-platform-sender.ts";
import { findSendingMode, saveSendingMode } from "./sender-settings.queries.ts";
import { listAccountRows } from "./senders.queries.ts";

export async function getSenderSettings(ctx: Context): Promise<SenderSettings> {
  const { isDemonstration } = await getOrganisation(ctx);
  const { platformSmtpUrl, allowedPrivateSmtp } = ctx.platform.config;
  const connected = platformSmtpUrl === undefined ? "not-connected" : "connected";
  return {
    sendingMode: await findSendingMode(ctx),
    platformSender: isDemonstration ? "demonstration" : connected,
    allowsUnencrypted: allowedPrivateSmtp.length > 0,
  };
}

export async function changeSendingMode(ctx: Context, sendingMode: SendingMode): Promise<SenderSettings> {
  await ensurePlatformSender(ctx);
  await saveSendingMode(ctx, sendingMode);
  await recordAudit(ctx, {
    action: "senders.sending-mode-changed",
    subjectKind: "organisation",
    subjectId: ctx.orgId,
    details: { sendingMode },
  });
  for (const { senderId } of await listAccountRows(ctx)) await publish(ctx, senderChanged, { senderId });
  return getSenderSettings(ctx);
}
