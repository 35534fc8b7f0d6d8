import type { ConsentStatus, HistoryEntry } from "../../../../contracts/consent.ts";
import { type Language, languages } from "../../../../contracts/languages.ts";
import type { Context } from "../../../platform/context.ts";
import type { LinkSubject } from "../../../platform/keys/keys.ts";
import { getOrganisation } from "../../identity/index.ts";
import { findAddress } from "../address-book.queries.ts";
import { statusOf } from "../consent-actions.rules.ts";
import { listCurrentRows } from "../current.queries.ts";
import { findLawName } from "../law/find-law-name.ts";
import { readTime } from "../ledger.queries.ts";
import { listHistory } from "../list-history.ts";
import { listTypes } from "../list-types.ts";
import { renewalWindowDays } from "../permission.rules.ts";
import { listLatestWordings, type WordingRow } from "../types.queries.ts";
import { isAreaOpen, isRecentEnough } from "./answer-nonce.rules.ts";
import { organisationExists } from "./pages.queries.ts";

export interface PersonType {
  typeId: string;
  title: string;
  text: string;
  wording: WordingRow | undefined;
  status: ConsentStatus;
  validUntil: Date | null;
  /** In force, and near enough to its end that it may be renewed. */
  isRenewable: boolean;
  /** The link was sent for this one. */
  isAsked: boolean;
}

export interface PersonPage {
  organisation: string;
  address: string;
  language: Language;
  timeZone: string;
  now: Date;
  mayGive: boolean;
  /** As the person's country calls it: RGPD, LOPDGDD, GDPR (X28). */
  lawName: string;
  types: PersonType[];
  history: HistoryEntry[];
}

/**
 * What the page of this link shows. Reads only. Undefined: nobody has this address any more, or never had, or the link
 * that was asked for has expired.
 */
export async function readPersonPage(
  ctx: Context,
  link: LinkSubject,
  wanted: { language: Language | undefined; accepted: Language | undefined },
): Promise<PersonPage | undefined> {
  if (!(await organisationExists(ctx))) return undefined;
  const address = await findAddress(ctx, link.addressId);
  if (!address) return undefined;
  const now = await readTime(ctx);
  if (link.purpose === "area" && !isAreaOpen(link.messageId, now)) return undefined;
  const organisation = await getOrganisation(ctx);
  const language = wanted.language ?? address.language ?? wanted.accepted ?? organisation.language;
  const { items } = await listHistory(ctx, { addressId: link.addressId, limit: 50 });
  const types = await listPersonTypes(ctx, link, { language, fallback: organisation.language, now });
  return {
    organisation: organisation.name,
    address: address.value,
    language,
    timeZone: organisation.timeZone,
    now,
    mayGive: isRecentEnough(link.messageId, now),
    lawName: await findLawName(ctx, link.addressId),
    types,
    history: items.map((item) => ({ ...item, typeTitle: titleIn(types, item) })),
  };
}

interface Reading {
  language: Language;
  fallback: Language;
  now: Date;
}

/** The one that the link asks about first. */
async function listPersonTypes(ctx: Context, link: LinkSubject, reading: Reading): Promise<PersonType[]> {
  const [types, current, wordings] = [
    await listTypes(ctx),
    await listCurrentRows(ctx, [link.addressId]),
    await listLatestWordings(ctx, null),
  ];
  const shown = types.map((type): PersonType => {
    const own = wordings.filter((wording) => wording.typeId === type.typeId);
    const wording = [reading.language, reading.fallback, ...languages]
      .map((language) => own.find((one) => one.language === language))
      .find((one) => one !== undefined);
    const row = current.find((one) => one.typeId === type.typeId);
    const status = row ? statusOf(row.state, row.validUntil, reading.now) : "not-asked";
    const validUntil = status === "accepted" ? (row?.validUntil ?? null) : null;
    return {
      typeId: type.typeId,
      title: wording?.title ?? type.title,
      text: wording?.text ?? type.description,
      wording,
      status,
      validUntil,
      isRenewable:
        validUntil !== null && validUntil.getTime() - reading.now.getTime() <= renewalWindowDays * 86_400_000,
      isAsked: type.typeId === link.typeId,
    };
  });
  return shown.sort((left, right) => Number(right.isAsked) - Number(left.isAsked));
}

function titleIn(types: PersonType[], item: HistoryEntry): string | null {
  return types.find((type) => type.typeId === item.typeId)?.title ?? item.typeTitle;
}
