import type { Readable } from "node:stream";
import type { Context } from "../../platform/context.ts";
import { recordAudit } from "../audit/index.ts";
import { exportLedger } from "./export-ledger.ts";
import { type Runner, streamLines } from "./stream-lines.ts";
import { writeCheckpoint } from "./write-checkpoint.ts";

/** A cut export does not verify. */
export function streamLedger(session: Runner): Readable {
  return streamLines(session, ledgerLines);
}

async function* ledgerLines(ctx: Context): AsyncGenerator<string> {
  await recordAudit(ctx, { action: "consent.ledger-exported", subjectKind: "organisation", subjectId: ctx.orgId });
  for await (const line of exportLedger(ctx)) yield `${line}\n`;
  await writeCheckpoint(ctx);
}
