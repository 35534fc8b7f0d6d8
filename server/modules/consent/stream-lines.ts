import { PassThrough, type Readable } from "node:stream";
import type { Context } from "../../platform/context.ts";

export interface Runner {
  run: <Result>(work: (ctx: Context) => Promise<Result>) => Promise<Result>;
}

/** Parts of a file as a stream, made in one transaction; a fault in the middle cuts it. */
export function streamLines(session: Runner, make: (ctx: Context) => AsyncGenerator<string>): Readable {
  const stream = new PassThrough();
  const work = session.run(async (ctx) => {
    for await (const part of make(ctx)) if (!stream.write(part)) await drained(stream);
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
