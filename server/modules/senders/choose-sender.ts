import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { listShops } from "../identity/index.ts";
import { chooseAmong, type SenderCandidate, type SenderRequest } from "./choose-sender.rules.ts";
import { ensurePlatformSender } from "./ensure-platform-sender.ts";
import { isPlatformConnected } from "./is-platform-connected.ts";
import { isRowUsable } from "./present-sender.ts";
import { findSendingMode } from "./sender-settings.queries.ts";
import { type AccountRow, listAccountRows } from "./senders.queries.ts";

export interface ChosenSender {
  senderId: string;
  kind: "platform" | "smtp";
}

/**
 * The sender that a message leaves by (D20). There is always one: where nothing works yet it is the platform's, and the
 * message waits for it. A campaign that names a sender which does not exist is refused.
 */
export async function chooseSender(ctx: Context, request: SenderRequest): Promise<ChosenSender> {
  await ensurePlatformSender(ctx);
  const candidates = await listCandidates(ctx);
  const isUnknown = request.senderId !== undefined && !candidates.some((one) => one.senderId === request.senderId);
  if (isUnknown) throw refuse("senders.not-found", { field: "senderId" });
  const chosen = chooseAmong(candidates, request, await findSendingMode(ctx));
  if (!chosen) throw new Error(`organisation ${ctx.orgId} has no platform sender`);
  return { senderId: chosen.senderId, kind: chosen.kind };
}

async function listCandidates(ctx: Context): Promise<SenderCandidate[]> {
  const isConnected = await isPlatformConnected(ctx);
  const shops = await listShops(ctx);
  const defaultShopId = shops.items.find((shop) => shop.isDefault)?.shopId;
  return (await listAccountRows(ctx)).map((row) => candidateOf(row, { isConnected, defaultShopId }));
}

function candidateOf(
  row: AccountRow,
  around: { isConnected: boolean; defaultShopId: string | undefined },
): SenderCandidate {
  return {
    senderId: row.senderId,
    kind: row.kind,
    ownerUserId: row.ownerUserId,
    ownerShopId: row.ownerShopId,
    isDefaultShop: row.ownerShopId !== null && row.ownerShopId === around.defaultShopId,
    area: row.area,
    isUsable: isRowUsable(row, around.isConnected),
  };
}
