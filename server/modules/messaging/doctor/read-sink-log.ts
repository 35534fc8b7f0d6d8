import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { readerOfSinkLog, type SinkLog } from "./sink-log.rules.ts";

export async function readSinkLog(file: string): Promise<SinkLog> {
  const reader = readerOfSinkLog();
  const lines = createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) reader.read(line);
  return reader.log;
}
