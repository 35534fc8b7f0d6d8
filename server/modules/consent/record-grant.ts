import type { RecordGrantInput } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { recordAudit } from "../audit/index.ts";
import { getOrganisation } from "../identity/index.ts";
import { countHolders } from "./address-book.queries.ts";
import { isKnownAddress } from "./is-known-address.ts";
import { readTime } from "./ledger.queries.ts";
import { sayYes } from "./say-yes.ts";
import { findWordingRow } from "./types.queries.ts";
import { localDate, startOfLocalDate } from "./validity.rules.ts";

/** Staff enter a consent that the person gave otherwise: on which day, how, and what proves it (V18). */
export async function recordGrant(
  ctx: Context,
  input: RecordGrantInput & { addressId: string },
): Promise<{ eventId: string }> {
  const { addressId, typeId, source, givenOn } = input;
  if (!(await isKnownAddress(ctx, addressId))) throw refuse("consent.address-not-found");
  if ((await countHolders(ctx, addressId)) === 0) throw refuse("consent.address-external");
  const { timeZone } = await getOrganisation(ctx);
  const today = localDate(await readTime(ctx), timeZone);
  if (givenOn > today) throw refuse("consent.date-in-future", { field: "givenOn" });
  const wording = await wordingOf(ctx, input);
  const { eventId } = await sayYes(ctx, {
    addressId,
    typeId,
    source,
    occurredAt: startOfLocalDate(givenOn, timeZone),
    ...(wording && { wording, language: wording.language }),
    evidence: { document: input.evidence, note: input.note },
  });
  await recordAudit(ctx, {
    action: "consent.grant-recorded",
    subjectKind: "address",
    subjectId: addressId,
    details: { typeId, source, givenOn, eventId },
  });
  return { eventId };
}

async function wordingOf(ctx: Context, { wordingId, typeId }: RecordGrantInput) {
  if (wordingId === undefined) return undefined;
  const wording = await findWordingRow(ctx, wordingId);
  if (!wording || wording.typeId !== typeId) throw refuse("consent.wording-not-found", { field: "wordingId" });
  return wording;
}
