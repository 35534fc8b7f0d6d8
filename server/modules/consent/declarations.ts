import { ownProofDeclared } from "../../../contracts/consent.ts";
import type { Declaration } from "../../../contracts/consent-settings.ts";
import type { Actor, Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { publish } from "../../platform/events.ts";
import { newId } from "../../platform/ids.ts";
import { recordAudit } from "../audit/index.ts";
import { getSettings } from "./get-settings.ts";
import { endDeclaration, insertDeclaration, listDeclarationRows, updateSettings } from "./settings.queries.ts";

export async function listDeclarations(ctx: Context): Promise<Declaration[]> {
  const rows = await listDeclarationRows(ctx);
  return rows.map((row) => ({
    ...row,
    declaredAt: row.declaredAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}

/**
 * D11: for this sender of the organisation's own, proof of consent is kept elsewhere. Whoever knows senders hears of it in
 * this transaction and refuses one of somebody else, and the shared one (X1).
 */
export async function declareOwnProof(
  ctx: Context,
  input: { senderId: string; statement: string },
): Promise<Declaration> {
  const rows = await listDeclarations(ctx);
  if (rows.some((row) => row.senderId === input.senderId && row.revokedAt === null)) {
    throw refuse("consent.sender-declared", { field: "senderId" });
  }
  const declarationId = newId();
  await publish(ctx, ownProofDeclared, { senderId: input.senderId });
  await insertDeclaration(ctx, { declarationId, ...input, declaredBy: nameOf(ctx.actor) });
  await recordAudit(ctx, {
    action: "consent.own-proof-declared",
    subjectKind: "sender",
    subjectId: input.senderId,
    details: { declarationId },
  });
  return getDeclaration(ctx, declarationId);
}

/** With the last declaration gone the mailing-list switch is on again. */
export async function revokeDeclaration(ctx: Context, declarationId: string): Promise<Declaration> {
  await getDeclaration(ctx, declarationId);
  await endDeclaration(ctx, declarationId);
  const isAnyLeft = (await listDeclarationRows(ctx)).some((row) => row.revokedAt === null);
  if (!isAnyLeft) await updateSettings(ctx, { ...(await getSettings(ctx)), isMailingListChecked: true });
  const declaration = await getDeclaration(ctx, declarationId);
  await recordAudit(ctx, {
    action: "consent.own-proof-revoked",
    subjectKind: "sender",
    subjectId: declaration.senderId,
    details: { declarationId },
  });
  return declaration;
}

async function getDeclaration(ctx: Context, declarationId: string): Promise<Declaration> {
  const found = (await listDeclarations(ctx)).find((row) => row.declarationId === declarationId);
  if (!found) throw refuse("consent.declaration-not-found");
  return found;
}

function nameOf(actor: Actor): string {
  return actor.kind === "person" ? "" : actor.name;
}
