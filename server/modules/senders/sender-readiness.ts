import type { SenderReadiness } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";
import { getOrganisation } from "../identity/index.ts";
import { chooseSender } from "./choose-sender.ts";
import { getAccountRow } from "./get-account-row.ts";
import { isPlatformConnected } from "./is-platform-connected.ts";
import { factsOf } from "./present-sender.ts";
import { stateOf } from "./sender-state.rules.ts";
import { listAccountRows } from "./senders.queries.ts";

/** Whether what the organisation writes today can leave, and what keeps it: for the banner and the first-time checklist. */
export async function senderReadiness(ctx: Context): Promise<SenderReadiness> {
  const { senderId, kind } = await chooseSender(ctx, { purpose: "campaign" });
  const isConnected = await isPlatformConnected(ctx);
  const state = stateOf(factsOf(await getAccountRow(ctx, senderId), isConnected));
  if (state === "paused") return { ready: false, reason: "paused" };
  if (state !== "not-connected") {
    const { isDemonstration } = await getOrganisation(ctx);
    return { ready: true, senderId, kind: isDemonstration ? "demonstration" : kind };
  }
  return { ready: false, reason: await reasonOfOwnMailboxes(ctx) };
}

/** Nothing works: the person's own half-finished mailbox is the better advice than "connect one". */
async function reasonOfOwnMailboxes(ctx: Context): Promise<"no-sender" | "password-missing" | "off"> {
  const states = (await listAccountRows(ctx))
    .filter((row) => row.kind === "smtp")
    .map((row) => stateOf(factsOf(row, false)));
  if (states.includes("password-missing")) return "password-missing";
  return states.includes("off") ? "off" : "no-sender";
}
