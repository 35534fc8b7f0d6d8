import { type AddSenderInput, type Sender, type SenderOwnerInput, senderChanged } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { publish } from "../../platform/events.ts";
import { newId } from "../../platform/ids.ts";
import { recordAudit } from "../audit/index.ts";
import { getUser, listShops } from "../identity/index.ts";
import { checkConnectionInput } from "./check-connection-input.ts";
import { getSender } from "./get-sender.ts";
import { insertAccount } from "./senders.queries.ts";

/** Without its password, which has a request of its own (I8): whoever enters the settings need not know it. */
export async function addSender(ctx: Context, input: AddSenderInput): Promise<Sender> {
  checkConnectionInput(ctx.platform, input);
  const owner = await resolveOwner(ctx, input.owner);
  const senderId = newId();
  const { limit, repeatGuard, owner: _owner, ...settings } = input;
  const wasAdded = await insertAccount(ctx, {
    ...settings,
    ...owner,
    senderId,
    limitCount: limit?.count ?? null,
    limitHours: limit?.hours ?? null,
    repeatHeader: repeatGuard?.header ?? null,
    repeatHours: repeatGuard?.hours ?? null,
  });
  if (!wasAdded) throw refuse("senders.area-taken", { field: "area" });
  await recordAudit(ctx, {
    action: "senders.sender-added",
    subjectKind: "sender",
    subjectId: senderId,
    details: {
      area: input.area,
      host: input.host,
      port: input.port,
      encryption: input.encryption,
      presetId: input.presetId,
    },
  });
  await publish(ctx, senderChanged, { senderId });
  return getSender(ctx, senderId);
}

interface Owner {
  ownerShopId: string | null;
  ownerUserId: string | null;
}

async function resolveOwner(ctx: Context, owner: SenderOwnerInput): Promise<Owner> {
  if (owner.kind === "user") {
    const user = await getUser(ctx, owner.userId);
    return { ownerShopId: null, ownerUserId: user.userId };
  }
  const { items } = await listShops(ctx);
  const shop = items.find((candidate) =>
    owner.shopId === undefined ? candidate.isDefault : candidate.shopId === owner.shopId,
  );
  if (!shop) throw refuse("senders.unknown-shop", { field: "owner.shopId" });
  return { ownerShopId: shop.shopId, ownerUserId: null };
}
