import type { Dkim } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";
import { findDkimRow } from "./dkim.queries.ts";
import { recordNameOf, recordValueOf } from "./dkim-record.rules.ts";
import { getAccountRow } from "./get-account-row.ts";

/** What a person must put into the domain, and whether it is there. The private half is shown to nobody. */
export async function getDkim(ctx: Context, senderId: string): Promise<Dkim> {
  await getAccountRow(ctx, senderId);
  const row = await findDkimRow(ctx, senderId);
  if (!row) return { key: null };
  return {
    key: {
      domain: row.domain,
      selector: row.selector,
      recordName: recordNameOf(row),
      recordValue: recordValueOf(row.publicKey),
      isEnabled: row.isEnabled,
      createdAt: row.createdAt.toISOString(),
      lastCheck:
        row.checkedAt === null || row.checkOutcome === null
          ? null
          : { outcome: row.checkOutcome, checkedAt: row.checkedAt.toISOString() },
    },
  };
}
