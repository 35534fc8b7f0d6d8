import type { RepeatGuard } from "../../../contracts/repeat-guard.ts";
import { type ChangeSenderInput, type Sender, senderChanged } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { publish } from "../../platform/events.ts";
import { recordAudit } from "../audit/index.ts";
import { checkConnectionInput } from "./check-connection-input.ts";
import { getAccountRow } from "./get-account-row.ts";
import { getSender } from "./get-sender.ts";
import { type AccountRow, type AccountSettings, lockAccount, updateAccount } from "./senders.queries.ts";

/**
 * Another host, port, user or encryption clears the password: otherwise who may change settings, but not read secrets,
 * could have it sent to a server of their own.
 */
export async function changeSender(ctx: Context, senderId: string, input: ChangeSenderInput): Promise<Sender> {
  await lockAccount(ctx, senderId);
  const before = await getAccountRow(ctx, senderId);
  if (before.kind === "platform") refuseFixed(input);
  const wanted = merge(before, input);
  const isOtherConnection = connectionOf(wanted) !== connectionOf(before);
  const settings = isOtherConnection ? { ...wanted, ...guardOf(input.repeatGuard ?? null) } : wanted;
  if (isOtherConnection || input.presetId !== undefined) checkConnectionInput(ctx.platform, settings);
  await updateAccount(ctx, { senderId, settings, isOtherConnection });
  await recordAudit(ctx, {
    action: "senders.sender-changed",
    subjectKind: "sender",
    subjectId: senderId,
    details: { changed: Object.keys(input), passwordCleared: isOtherConnection && before.hasPassword },
  });
  await publish(ctx, senderChanged, { senderId });
  return getSender(ctx, senderId);
}

const changeableOfPlatform = new Set(["displayName", "replyTo"]);

function refuseFixed(input: ChangeSenderInput): void {
  const field = Object.keys(input).find((key) => !changeableOfPlatform.has(key));
  if (field !== undefined) throw refuse("senders.platform-sender-fixed", { field });
}

function merge(before: AccountRow, input: ChangeSenderInput): AccountSettings {
  const { limit, repeatGuard, ...given } = input;
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const limits = limit === undefined ? {} : { limitCount: limit?.count ?? null, limitHours: limit?.hours ?? null };
  return { ...before, ...present, ...limits, ...(repeatGuard === undefined ? {} : guardOf(repeatGuard)) };
}

/** What is known of one server says nothing about another. */
function guardOf(guard: RepeatGuard | null): Pick<AccountSettings, "repeatHeader" | "repeatHours"> {
  return { repeatHeader: guard?.header ?? null, repeatHours: guard?.hours ?? null };
}

function connectionOf(settings: AccountSettings): string {
  return JSON.stringify([settings.host, settings.port, settings.userName, settings.encryption]);
}
