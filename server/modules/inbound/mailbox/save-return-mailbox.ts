import type { ReturnMailboxAnswer, SaveReturnMailboxInput } from "../../../../contracts/inbound.ts";
import type { Context } from "../../../platform/context.ts";
import { canonicalHost, isPrivateAddress } from "../../../platform/egress.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Platform } from "../../../platform/platform.ts";
import { recordAudit } from "../../audit/index.ts";
import { getSender } from "../../senders/index.ts";
import { getReturnMailbox } from "./get-return-mailbox.ts";
import { imapPorts } from "./imap-destination.ts";
import { upsertReturnMailbox } from "./return-mailboxes.queries.ts";

/** Without its password, which has a request of its own (I8). Another server or user clears it. */
export async function saveReturnMailbox(
  ctx: Context,
  senderId: string,
  input: SaveReturnMailboxInput,
): Promise<ReturnMailboxAnswer> {
  const sender = await getSender(ctx, senderId);
  // Reports about the platform's mail tell of every organisation.
  if (sender.kind === "platform") throw refuse("inbound.platform-mailbox-fixed");
  checkInput(ctx.platform, input);
  await upsertReturnMailbox(ctx, senderId, input);
  await recordAudit(ctx, {
    action: "inbound.return-mailbox-saved",
    subjectKind: "sender",
    subjectId: senderId,
    details: { host: input.host, port: input.port, encryption: input.encryption, isEnabled: input.isEnabled },
  });
  return getReturnMailbox(ctx, senderId);
}

/** What can be told without asking the network; a name is resolved and checked at each connection. */
function checkInput({ config }: Platform, { host, port, encryption }: SaveReturnMailboxInput): void {
  const canonical = canonicalHost(host) ?? "";
  const listed = [`${canonical}:${port}`, `${canonical}:*`];
  if (listed.some((one) => config.allowedPrivateSmtp.includes(one))) return;
  if (encryption === "none") throw refuse("inbound.unencrypted-not-allowed", { field: "encryption" });
  const isAddress = /^[\d.]+$/.test(canonical) || canonical.includes(":");
  if (canonical === "" || (isAddress && isPrivateAddress(canonical)))
    throw refuse("inbound.destination-not-allowed", { field: "host" });
  if (!imapPorts.includes(port)) throw refuse("inbound.destination-not-allowed", { field: "port" });
}
