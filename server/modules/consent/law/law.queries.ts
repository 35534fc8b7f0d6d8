import { type RawBuilder, sql } from "kysely";
import { askScopes } from "../../../../contracts/consent-law.ts";
import type { Context } from "../../../platform/context.ts";
import { countryLaws } from "./country-laws.rules.ts";
import { listCountryNames } from "./country-names.rules.ts";

const listed = countryLaws.map(({ country }) => country);

/** Found once: a language's names of countries take a while to ask for. */
const namesOfCountries = listed
  .filter((country) => country !== "*")
  .map((country) => ({ country, names: listCountryNames(country).join("|") }));

/** A contact's country is what somebody wrote: its code where one of the listed countries is meant. */
export function countryCodeSql(column: string): RawBuilder<string> {
  const codes = namesOfCountries.map(
    ({ country, names }) =>
      sql`WHEN lower(btrim(${sql.ref(column)})) = ANY(string_to_array(${sql.lit(names)}, '|')) THEN ${sql.lit(country)}`,
  );
  return sql<string>`CASE ${sql.join(codes, sql` `)} ELSE btrim(${sql.ref(column)}) END`;
}

/** For a list of consent requests: `closed` where the law, or the organisation's own word, lets this person not be asked. */
export function askLimitSql(audience: string): RawBuilder<unknown> {
  const orgId = sql.ref(`${audience}.org_id`);
  const row = sql`CASE WHEN place.country IN (${sql.join(listed.map((country) => sql.lit(country)))})
    THEN place.country ELSE '*' END`;
  const legal = countryLaws.flatMap(({ country, rules }) =>
    rules
      .filter(({ code }) => code === "ask")
      .map(({ value }) => sql`WHEN ${sql.lit(country)} THEN ${sql.lit(rankOf(value))}`),
  );
  const own = askScopes.map((scope) => sql`WHEN ${sql.lit(scope)} THEN ${sql.lit(rankOf(scope))}`);
  return sql`(
    SELECT CASE WHEN greatest(
        CASE place.country ${sql.join(legal, sql` `)} ELSE 0 END,
        CASE permission_settings.law -> 'choices' -> (${row}) ->> 'ask' ${sql.join(own, sql` `)} ELSE 0 END)
      > CASE place.relation WHEN 'client' THEN 2 WHEN 'prospect' THEN 1 ELSE 0 END
      THEN 'closed' ELSE 'open' END
    FROM (
      SELECT coalesce(nullif(${countryCodeSql("standing.country")}, ''), (
               SELECT home.country FROM identity.organisation_places home WHERE home.org_id = ${orgId})) AS country,
             standing.relation
      FROM contacts.contact_standing standing
      WHERE standing.org_id = ${orgId} AND standing.contact_id = ${sql.ref(`${audience}.contact_id`)}
    ) place)`;
}

/** `registered` asks nothing of the person, `nobody` more than anybody has. */
function rankOf(scope: unknown): number {
  return (askScopes as readonly unknown[]).indexOf(scope);
}

export interface LawFactsRow {
  position: number;
  channel: "email" | "phone" | "push";
  value: string;
  /** Of the contact; empty when nobody entered it. */
  country: string;
  relation: "client" | "prospect" | "none";
  isBusiness: boolean;
}

/** Where a person is and what they are to us. Without a contact: the closest of those who have the address. */
export async function listLawFacts(
  ctx: Context,
  wanted: { position: number; addressId: string; contactId: string | null }[],
): Promise<LawFactsRow[]> {
  const { rows } = await sql<LawFactsRow>`
    SELECT q.position, holder.kind AS channel, holder.value, holder.country, holder.relation,
           holder.is_business AS "isBusiness"
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS q
      (position integer, "addressId" uuid, "contactId" uuid)
    CROSS JOIN LATERAL (
      SELECT book.kind, book.value, ${countryCodeSql("standing.country")} AS country, standing.relation, standing.is_business
      FROM contacts.address_book book
      JOIN contacts.contact_standing standing
        ON standing.org_id = book.org_id AND standing.contact_id = book.contact_id
      WHERE book.org_id = ${ctx.orgId} AND book.address_id = q."addressId"
        AND book.contact_id = coalesce(q."contactId", book.contact_id)
      ORDER BY standing.relation, book.added_at, book.contact_id
      LIMIT 1) holder
    ORDER BY q.position
    LIMIT ${wanted.length}`.execute(ctx.tx);
  return rows;
}

export interface HomeRow {
  country: string;
  zone: string;
  now: Date;
}

export async function findHome(ctx: Context): Promise<HomeRow> {
  const { rows } = await sql<HomeRow>`
    SELECT country, time_zone AS zone, platform.current_time() AS now FROM identity.organisation_places
    WHERE org_id = ${ctx.orgId}`.execute(ctx.tx);
  if (!rows[0]) throw new Error("the organisation is gone");
  return rows[0];
}

export async function findLawSettings(ctx: Context): Promise<unknown> {
  const { rows } = await sql<{ law: unknown }>`
    SELECT law FROM consent.settings WHERE org_id = ${ctx.orgId}`.execute(ctx.tx);
  return rows[0]?.law ?? null;
}

export async function updateLawSettings(ctx: Context, law: object): Promise<void> {
  await sql`
    UPDATE consent.settings SET law = ${JSON.stringify(law)}::jsonb WHERE org_id = ${ctx.orgId}`.execute(ctx.tx);
}
