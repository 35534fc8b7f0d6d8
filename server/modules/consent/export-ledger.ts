import { createHash } from "node:crypto";
import type { Context } from "../../platform/context.ts";
import { listExportRows } from "./export.queries.ts";
import { eventLineOf } from "./export-lines.rules.ts";
import { findChainHead, readTime } from "./ledger.queries.ts";
import type { CheckpointLine } from "./ledger-export.rules.ts";
import { canonicalJson, genesisHash, ledgerFormat } from "./ledger-record.rules.ts";
import { signCheckpoint } from "./sign-checkpoint.ts";

const pageSize = 2000;

/** The ledger of the organisation as lines: a header, one line for each event, a signed checkpoint over all of them. */
export async function* exportLedger(ctx: Context): AsyncGenerator<string> {
  const head = (await findChainHead(ctx)) ?? { seq: 0, hash: genesisHash };
  const at = (await readTime(ctx)).toISOString();
  const linesHash = createHash("sha256");
  const line = (value: object) => {
    const text = canonicalJson(value);
    linesHash.update(`${text}\n`);
    return text;
  };
  yield line({ format: ledgerFormat, version: 1, orgId: ctx.orgId, exportedAt: at });
  let seq = 0;
  while (seq < head.seq) {
    const rows = await listExportRows(ctx, seq, Math.min(pageSize, head.seq - seq));
    for (const row of rows) yield line(eventLineOf(row));
    const last = rows.at(-1);
    if (!last) break;
    seq = last.seq;
  }
  const checkpoint = { orgId: ctx.orgId, ...head, at, linesHash: linesHash.digest("hex") };
  const signed: CheckpointLine = await signCheckpoint(ctx.platform, checkpoint);
  yield canonicalJson(signed);
}
