import { createHash } from "node:crypto";
import type { EvidenceMessage, EvidenceMessages } from "../../../../contracts/consent-evidence.ts";
import type { Context } from "../../../platform/context.ts";
import { listTypes } from "../../consent/index.ts";
import { countDecidedOfAddress, listDecidedRowsOfAddress, type MessageRow } from "../history.queries.ts";
import { hidesBody } from "../message-access.ts";
import { type RenderedRow, renderRow } from "../present-message.ts";

/** More would make a proof that nobody reads; the number of all is told beside them. */
const mostMessages = 50;
const mostCharacters = 3_000;

/** What left to one address and what was held back: what the gate said, and the text as it was sent. */
export async function listEvidenceMessages(ctx: Context, addressId: string): Promise<EvidenceMessages> {
  const rows = await listDecidedRowsOfAddress(ctx, addressId, mostMessages);
  const titles = new Map((await listTypes(ctx, { withArchived: true })).map((type) => [type.typeId, type.title]));
  const items: EvidenceMessage[] = [];
  for (const row of rows) items.push(presentEvidence(ctx, row, { rendered: await renderRow(ctx, row), titles }));
  return { total: await countDecidedOfAddress(ctx, addressId), items };
}

function presentEvidence(
  ctx: Context,
  row: MessageRow,
  { rendered, titles }: { rendered: RenderedRow; titles: Map<string, string> },
): EvidenceMessage {
  const { messageId, state, messageClass, typeId, sentFrom, ground, consentEventId, basis, finalReason } = row;
  const withheld = withheldBecause(ctx, row);
  return {
    ...{ messageId, state, messageClass, sentFrom, ground, consentEventId, withheld },
    type: typeId === null ? null : { typeId, title: titles.get(typeId) ?? "" },
    subject: rendered.subject,
    queuedAt: row.queuedAt.toISOString(),
    handedOverAt: row.handedOverAt?.toISOString() ?? null,
    endedAt: row.finalAt?.toISOString() ?? null,
    statedReason: basis?.kind === "stated-reason" ? basis.text : null,
    reason: finalReason,
    copy: withheld === null ? copyOf(rendered.text) : null,
  };
}

function withheldBecause(ctx: Context, row: MessageRow): EvidenceMessage["withheld"] {
  if (row.handedOverAt === null) return "not-sent";
  if (row.recipientAddress === "") return "erased";
  return hidesBody(ctx, row) ? "security" : null;
}

function copyOf(text: string): NonNullable<EvidenceMessage["copy"]> {
  const shown = text.slice(0, mostCharacters).toWellFormed();
  const sha256 = createHash("sha256").update(text, "utf8").digest("hex");
  return { text: shown, isCut: text.length > mostCharacters, sha256 };
}
