import type { ConsentSource } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";
import { recordAudit } from "../audit/index.ts";
import { getOrganisation } from "../identity/index.ts";
import { sayYes } from "./say-yes.ts";
import { startOfLocalDate } from "./validity.rules.ts";

export interface PastGrant {
  addressId: string;
  typeId: string;
  /** The person's day, `YYYY-MM-DD`. */
  givenOn: string;
  source: ConsentSource;
  evidence: string;
}

/** A consent from an older record that may have run out by now: it is history, and lets the person be asked anew (D7). */
export async function recordPastGrant(ctx: Context, grant: PastGrant): Promise<{ eventId: string }> {
  const { addressId, typeId, givenOn, source, evidence } = grant;
  const { timeZone } = await getOrganisation(ctx);
  const occurredAt = startOfLocalDate(givenOn, timeZone);
  const { eventId } = await sayYes(ctx, {
    addressId,
    typeId,
    source,
    occurredAt,
    evidence: { document: evidence },
    mayBeOver: true,
  });
  await recordAudit(ctx, {
    action: "consent.grant-recorded",
    subjectKind: "address",
    subjectId: addressId,
    details: { typeId, source, givenOn, eventId },
  });
  return { eventId };
}
