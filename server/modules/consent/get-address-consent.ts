import type { AddressConsent, TypeConsent } from "../../../contracts/consent.ts";
import type { ConsentType } from "../../../contracts/consent-settings.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { actionsFor } from "./address-actions.rules.ts";
import { findAddress } from "./address-book.queries.ts";
import { statusOf } from "./consent-actions.rules.ts";
import { type CurrentRow, listCurrentRows } from "./current.queries.ts";
import { type Decision, decidePermissions } from "./decide-permissions.ts";
import { isKnownAddress } from "./is-known-address.ts";
import { readTime } from "./ledger.queries.ts";
import { listTypes } from "./list-types.ts";
import { listSuppressionRows } from "./suppressions.queries.ts";

/** The panel of one address: each type with its status and what may be done, the main mailing type first. */
export async function getAddressConsent(ctx: Context, addressId: string): Promise<AddressConsent> {
  if (!(await isKnownAddress(ctx, addressId))) throw refuse("consent.address-not-found");
  const types = await listTypes(ctx);
  const [address, rows, suppressions, now] = [
    await findAddress(ctx, addressId),
    await listCurrentRows(ctx, [addressId]),
    await listSuppressionRows(ctx, [addressId]),
    await readTime(ctx),
  ];
  const decisions = await decidePermissions(
    ctx,
    types.map(({ typeId }) => ({
      messageId: typeId,
      addressId,
      contactId: null,
      messageClass: "consent-request",
      typeId,
    })),
  );
  return {
    addressId,
    value: address?.value ?? null,
    kind: address?.kind ?? null,
    isExternal: decisions[0]?.facts.holder !== "registered",
    suppressions: suppressions.map(({ suppressionId, kind, note, startedAt }) => ({
      suppressionId,
      kind,
      note,
      startedAt: startedAt.toISOString(),
    })),
    types: types.map((type, index) => {
      const current = rows.find((row) => row.typeId === type.typeId);
      return present(type, { current, decision: decisions[index], now });
    }),
  };
}

function present(
  type: ConsentType,
  { current, decision, now }: { current: CurrentRow | undefined; decision: Decision | undefined; now: Date },
): TypeConsent {
  if (!decision) throw new Error("a type without its facts");
  const { typeId, code, title, isMain, allowsMass, allowsSingle, allowsContact } = type;
  const status = current ? statusOf(current.state, current.validUntil, now) : "not-asked";
  const dates = { lastRequestedAt: current?.lastRequestedAt ?? null, validUntil: current?.validUntil ?? null };
  return {
    ...{ typeId, code, title, isMain, allowsMass, allowsSingle, allowsContact, status },
    decidedAt: current?.decidedAt?.toISOString() ?? null,
    validUntil: dates.validUntil?.toISOString() ?? null,
    lastRequestedAt: dates.lastRequestedAt?.toISOString() ?? null,
    requestsUnanswered: current?.requestsUnanswered ?? 0,
    actions: actionsFor(status, decision.facts, dates),
  };
}
