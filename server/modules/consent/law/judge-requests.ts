import type { LawNote } from "../../../../contracts/consent-law.ts";
import type { Context } from "../../../platform/context.ts";
import { countryOfPhone } from "../../contacts/index.ts";
import type { DecisionRequest, DecisionRow } from "../permission.queries.ts";
import { isConsented } from "../permission.rules.ts";
import { findHome, type HomeRow, type LawFactsRow, listLawFacts } from "./law.queries.ts";
import { judgeByLaw, type LawUse, type LawVerdict } from "./law-verdict.rules.ts";
import { countsByClock, type LawSettings, legalRuleOf, readLawSettings, rowOf } from "./stricter.rules.ts";

export interface PlacedVerdict extends LawVerdict {
  country: string;
  judgedAt: Date;
}

/** Where all the requests lead, for whoever has looked it up already. */
export interface KnownPlace {
  home: HomeRow;
  place: Omit<LawFactsRow, "position">;
  /** Commercial calls of the last 30 days. */
  attempts: number;
}

export interface JudgedRequest {
  request: DecisionRequest;
  facts: DecisionRow;
}

/**
 * What the law of each person's place says, by the position of the request. Reads nothing more where no law can say
 * anything: an ordinary mailing costs the gate no extra look.
 */
export async function judgeRequests(
  ctx: Context,
  judged: JudgedRequest[],
  known?: KnownPlace,
): Promise<Map<number, PlacedVerdict>> {
  const settings = readLawSettings(judged[0]?.facts.lawSettings);
  const marketingCounts = countsByClock(settings);
  const bound = judged.filter(({ request }) => isBound(request, marketingCounts));
  if (bound.length === 0) return new Map();
  const home = known?.home ?? (await findHome(ctx));
  const places = known
    ? bound.map(({ facts: { position } }) => ({ ...known.place, position }))
    : await listLawFacts(ctx, bound.map(placeWanted));
  const verdicts = new Map<number, PlacedVerdict>();
  for (const place of places) {
    const one = bound.find(({ facts }) => facts.position === place.position);
    if (one) verdicts.set(place.position, judgeOne(one, { place, home, settings, attempts: known?.attempts ?? 0 }));
  }
  return verdicts;
}

function placeWanted({ request: { addressId, contactId }, facts: { position } }: JudgedRequest) {
  return { position, addressId, contactId };
}

function isBound({ messageClass }: DecisionRequest, marketingCounts: boolean): boolean {
  if (messageClass === "call" || messageClass === "consent-request") return true;
  return messageClass === "marketing" && marketingCounts;
}

interface Circumstances {
  place: LawFactsRow;
  home: HomeRow;
  settings: LawSettings;
  attempts: number;
}

function judgeOne(
  { request, facts }: JudgedRequest,
  { place, home, settings, attempts }: Circumstances,
): PlacedVerdict {
  const country = countryOf(place, home);
  const verdict = judgeByLaw(
    {
      use: request.messageClass as LawUse,
      channel: place.channel,
      country,
      homeZone: home.zone,
      now: home.now,
      isConsented: isConsented(facts),
      relation: place.relation,
      isBusiness: place.isBusiness,
      attempts,
    },
    settings,
  );
  return { ...verdict, country, judgedAt: home.now };
}

/** A number says itself where it belongs; a mailbox is where the person is, else where the organisation is. */
export function countryOf(place: { channel: string; value: string; country: string }, home: HomeRow): string {
  const ofNumber = place.channel === "phone" ? countryOfPhone(place.value) : undefined;
  return ofNumber ?? (place.country || home.country);
}

/** The verdict for people: which law, why, from when. */
export function presentVerdict({ country, cause, code, limit, changesAt }: PlacedVerdict): LawNote | null {
  if (cause === null || code === null) return null;
  const row = rowOf(country);
  return {
    country: row.country,
    lawName: row.lawName,
    cause,
    from: limit === "not-now" ? (changesAt?.toISOString() ?? null) : null,
    source: legalRuleOf(country, code)?.source ?? null,
  };
}
