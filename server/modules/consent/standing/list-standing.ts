import type { Standing, StandingPage, StandingQuery } from "../../../../contracts/consent-standing.ts";
import type { Context } from "../../../platform/context.ts";
import { readIdCursor } from "../../../platform/cursors.ts";
import { getMainMailingType } from "../get-main-mailing-type.ts";
import { getType } from "../get-type.ts";
import { countStandingRows, listStandingRows, type StandingRow } from "./standing.queries.ts";

/** Who stands how towards one type: the people behind each number that a page shows. */
export async function listStanding(ctx: Context, query: StandingQuery): Promise<StandingPage> {
  const { typeId } = query.typeId === undefined ? await getMainMailingType(ctx) : await getType(ctx, query.typeId);
  const filter = { typeId, status: query.status, search: query.search ?? null };
  const rows = await listStandingRows(ctx, { ...filter, after: readIdCursor(query.cursor), limit: query.limit });
  return {
    items: rows.map((row) => present(row, query.status)),
    total: await countStandingRows(ctx, filter),
    nextCursor: rows.length === query.limit ? (rows.at(-1)?.addressId ?? null) : null,
  };
}

function present({ since, validUntil, ...row }: StandingRow, status: Standing): StandingPage["items"][number] {
  return { ...row, status, since: since?.toISOString() ?? null, validUntil: validUntil?.toISOString() ?? null };
}
