import { areaLinkAsked } from "../../../../contracts/consent.ts";
import type { Context } from "../../../platform/context.ts";
import { publish } from "../../../platform/events.ts";
import { parseEmailAddress } from "../../contacts/index.ts";
import { findMailbox, takeLinkRequest } from "./area.queries.ts";

/** To a contact's own address, and to nobody else: a stranger who types it gets no mail sent to a stranger. */
export async function sendLink(ctx: Context, requestId: string): Promise<void> {
  const asked = await takeLinkRequest(ctx, requestId);
  const email = asked && parseEmailAddress(asked.typed);
  if (!asked || !email?.ok) return;
  const mailbox = await findMailbox(ctx, email.value);
  if (mailbox) await publish(ctx, areaLinkAsked, { ...mailbox, orgId: ctx.orgId, requestId, language: asked.language });
}
