import { PassThrough, type Readable } from "node:stream";
import type { Context } from "../../platform/context.ts";
import { recordAudit } from "../audit/index.ts";
import { exportLedger } from "./export-ledger.ts";
import { writeCheckpoint } from "./write-checkpoint.ts";

interface Runner {
  run: <Result>(work: (ctx: Context) => Promise<Result>) => Promise<Result>;
}

/** The export as a stream, in one transaction; a fault in its middle cuts it, and a cut export does not verify. */
export function streamLedger(session: Runner): Readable {
  const stream = new PassThrough();
  const work = session.run(async (ctx) => {
    await recordAudit(ctx, { action: "consent.ledger-exported", subjectKind: "organisation", subjectId: ctx.orgId });
    for await (const line of exportLedger(ctx)) {
      if (!stream.write(`${line}\n`)) await drained(stream);
    }
    await writeCheckpoint(ctx);
  });
  work.then(
    () => stream.end(),
    (error: Error) => stream.destroy(error),
  );
  return stream;
}

/** Also when the reader has gone away: then nothing drains any more. */
function drained(stream: PassThrough): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once("drain", resolve);
    stream.once("close", () => reject(new Error("the reader of the export has gone")));
  });
}
