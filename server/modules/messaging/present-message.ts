import type { MessageListItem } from "../../../contracts/messaging.ts";
import type { Context } from "../../platform/context.ts";
import { getCompiledContent } from "./compiled-content.ts";
import type { MessageRow } from "./history.queries.ts";
import { withoutPersonLinks } from "./message-links.ts";
import { isResendable, outcomeOfState } from "./message-state.rules.ts";
import { renderMessage } from "./render-message.ts";

export interface RenderedRow {
  subject: string;
  html: string;
  text: string;
  language: string;
}

/** As it was sent, from the immutable content and the values of the row; only the person's own links are cut. */
export async function renderRow(ctx: Context, row: MessageRow): Promise<RenderedRow> {
  const content = await getCompiledContent(ctx, row.contentVersionId);
  const { subject, html, text } = renderMessage(ctx.platform, content, { ...row, orgId: ctx.orgId });
  const cut = (part: string) => withoutPersonLinks(ctx.platform, part);
  return { subject, html: cut(html), text: cut(text), language: content.language };
}

export function presentMessage(row: MessageRow, subject: string): MessageListItem {
  const outcome = outcomeOfState(row.state);
  return {
    messageId: row.messageId,
    state: row.state,
    outcome,
    messageClass: row.messageClass,
    origin: row.origin,
    isAutomatic: row.isAutomatic,
    contactId: row.contactId,
    recipientName: row.recipientName,
    recipientAddress: row.recipientAddress,
    subject,
    batchId: row.batchId,
    batchName: row.batchName,
    finalReason: row.finalReason,
    notBefore: outcome === "waiting" ? row.notBefore.toISOString() : null,
    settlesAt: row.state === "uncertain" ? (row.settleAfter?.toISOString() ?? null) : null,
    resendOf: row.resendOf,
    returned: row.returned,
    isResendable: isResendable(row.state, row.messageClass),
    queuedAt: row.queuedAt.toISOString(),
    handedOverAt: row.handedOverAt?.toISOString() ?? null,
    finalAt: row.finalAt?.toISOString() ?? null,
  };
}
