import type { RepeatGuard } from "../../../contracts/repeat-guard.ts";
import type { FrequencyLimit, Sender } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";
import { getOrganisation, getUser, listShops } from "../identity/index.ts";
import { readPlatformSender } from "./platform-sender.rules.ts";
import { repeatGuardOf } from "./sender-connection.ts";
import { isUsable, type SenderFacts, stateOf } from "./sender-state.rules.ts";
import type { AccountRow } from "./senders.queries.ts";

/** What is the same for every sender of an organisation: read once for a list. */
export interface SenderSurroundings {
  platformAddress: string | null;
  platformReturnDomain: string | null;
  platformLimit: FrequencyLimit | null;
  platformRepeatGuard: RepeatGuard | null;
  isPlatformConnected: boolean;
  shopNames: ReadonlyMap<string, string>;
  userNames: ReadonlyMap<string, string>;
}

/** Addresses of demonstrations stand in a domain that can never exist (RFC 2606). */
export const demonstrationAddress = "demonstration@placet.example";

export async function getSurroundings(ctx: Context, rows: AccountRow[]): Promise<SenderSurroundings> {
  const { isDemonstration } = await getOrganisation(ctx);
  const platformSender = readPlatformSender(ctx.platform.config.platformSmtpUrl);
  const shops = await listShops(ctx);
  return {
    platformAddress: isDemonstration ? demonstrationAddress : (platformSender?.fromAddress ?? null),
    platformReturnDomain: isDemonstration ? null : (ctx.platform.config.bounceDomain ?? null),
    platformLimit: isDemonstration ? null : (platformSender?.limit ?? null),
    platformRepeatGuard: isDemonstration ? null : (platformSender?.repeatGuard ?? null),
    isPlatformConnected: isDemonstration || platformSender !== undefined,
    shopNames: new Map(shops.items.map((shop) => [shop.shopId, shop.name])),
    userNames: await namesOfOwners(ctx, rows),
  };
}

async function namesOfOwners(ctx: Context, rows: AccountRow[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const { ownerUserId } of rows) {
    if (ownerUserId !== null && !names.has(ownerUserId)) names.set(ownerUserId, (await getUser(ctx, ownerUserId)).name);
  }
  return names;
}

export function presentSender(row: AccountRow, surroundings: SenderSurroundings): Sender {
  const { lastTestedAt, lastTestOutcome, breakerOpenedAt } = row;
  return {
    senderId: row.senderId,
    kind: row.kind,
    state: stateOf(factsOf(row, surroundings.isPlatformConnected)),
    owner: ownerOf(row, surroundings),
    area: row.area,
    displayName: row.displayName,
    fromAddress: row.kind === "platform" ? surroundings.platformAddress : row.fromAddress,
    replyTo: row.replyTo,
    presetId: row.presetId,
    userName: row.userName,
    host: row.host,
    port: row.port,
    encryption: row.encryption,
    encoding: row.encoding,
    isEnabled: row.isEnabled,
    hasPassword: row.hasPassword,
    limit: row.kind === "platform" ? surroundings.platformLimit : limitOf(row),
    connections: row.connections,
    returnDomain: row.kind === "platform" ? surroundings.platformReturnDomain : row.returnDomain,
    repeatGuard: row.kind === "platform" ? surroundings.platformRepeatGuard : repeatGuardOf(row),
    lastTest:
      lastTestedAt === null || lastTestOutcome === null
        ? null
        : { testedAt: lastTestedAt.toISOString(), outcome: lastTestOutcome, hint: row.lastTestHint },
    breaker: breakerOpenedAt && { openedAt: breakerOpenedAt.toISOString(), reason: row.breakerReason ?? "" },
    createdAt: row.createdAt.toISOString(),
  };
}

function limitOf({ limitCount, limitHours }: AccountRow): FrequencyLimit | null {
  return limitCount === null || limitHours === null ? null : { count: limitCount, hours: limitHours };
}

export function factsOf(row: AccountRow, isPlatformConnected: boolean): SenderFacts {
  return {
    kind: row.kind,
    isEnabled: row.isEnabled,
    userName: row.userName,
    hasPassword: row.hasPassword,
    lastTestOutcome: row.lastTestOutcome,
    isBreakerOpen: row.breakerOpenedAt !== null,
    isConnected: isPlatformConnected,
  };
}

export function isRowUsable(row: AccountRow, isPlatformConnected: boolean): boolean {
  return isUsable(factsOf(row, isPlatformConnected));
}

function ownerOf(row: AccountRow, { shopNames, userNames }: SenderSurroundings): Sender["owner"] {
  if (row.ownerShopId !== null) {
    return { kind: "shop", shopId: row.ownerShopId, name: shopNames.get(row.ownerShopId) ?? "" };
  }
  if (row.ownerUserId !== null) {
    return { kind: "user", userId: row.ownerUserId, name: userNames.get(row.ownerUserId) ?? "" };
  }
  return { kind: "installation" };
}
