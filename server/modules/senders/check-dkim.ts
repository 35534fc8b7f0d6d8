import { resolveTxt } from "node:dns/promises";
import type { Dkim, DkimCheckOutcome } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { type DkimRow, findDkimRow, recordDkimCheck } from "./dkim.queries.ts";
import { judgeRecords, recordNameOf } from "./dkim-record.rules.ts";
import { getAccountRow } from "./get-account-row.ts";
import { getDkim } from "./get-dkim.ts";

export type TxtLookup = (name: string) => Promise<string[][]>;

export interface CheckSession {
  run: <Result>(work: (ctx: Context) => Promise<Result>) => Promise<Result>;
}

/** Asks the domain for the key, as receivers will. The answer may take seconds, so it stands between two transactions. */
export async function checkDkim(
  session: CheckSession,
  senderId: string,
  lookUp: TxtLookup = resolveTxt,
): Promise<Dkim> {
  const row = await session.run(async (ctx) => {
    await getAccountRow(ctx, senderId);
    return findDkimRow(ctx, senderId);
  });
  if (!row) throw refuse("senders.dkim-no-key");
  const outcome = await askDomain(row, lookUp);
  return session.run(async (ctx) => {
    await recordDkimCheck(ctx, { senderId, selector: row.selector, outcome });
    return getDkim(ctx, senderId);
  });
}

async function askDomain(row: DkimRow, lookUp: TxtLookup): Promise<DkimCheckOutcome> {
  try {
    const records = await lookUp(recordNameOf(row));
    return judgeRecords(
      records.map((parts) => parts.join("")),
      row.publicKey,
    );
  } catch (error) {
    const code = (error as { code?: string }).code;
    return code === "ENOTFOUND" || code === "ENODATA" ? "not-found" : "no-answer";
  }
}
