import type { Readable } from "node:stream";
import type { ContactImport } from "../../../../contracts/contact-imports.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { queueJob } from "../../../platform/queue.ts";
import { recordAudit } from "../../audit/index.ts";
import { getOrganisation } from "../../identity/index.ts";
import { detectSeparator, encodingFromStart, whyNotText } from "../csv/csv-dialect.rules.ts";
import { watchUtf8 } from "../csv/watch-utf8.ts";
import { tidyLine } from "../text-form.rules.ts";
import { getImport } from "./get-import.ts";
import { readImportJob } from "./import.jobs.ts";
import { deleteImport, insertImport, insertPiece, updateImport } from "./imports.queries.ts";

export interface ReceivedFile {
  name: string;
  stream: Readable;
  /** True when the file was longer than the server takes. Known at the stream's end. */
  isCut: () => boolean;
}

type Run = <Result>(work: (ctx: Context) => Promise<Result>) => Promise<Result>;

const pieceBytes = 1_048_576;

/** Takes a file into the staging area, piece by piece, and starts reading it. Whatever goes wrong leaves nothing behind. */
export async function receiveFile(run: Run, file: ReceivedFile): Promise<ContactImport> {
  const importId = newId();
  await run(async (ctx) => {
    const { defaultCountry: country } = await getOrganisation(ctx);
    const declaredBy = ctx.actor.kind === "person" ? "" : ctx.actor.name;
    await insertImport(ctx, { importId, fileName: tidyLine(file.name).slice(-200) || "file.csv", country, declaredBy });
  });
  try {
    const found = await storePieces(run, importId, file);
    return await run(async (ctx) => {
      await updateImport(ctx, importId, found);
      await queueJob(ctx, readImportJob, { orgId: ctx.orgId, importId, revision: 1 });
      await recordAudit(ctx, { action: "contacts.import-uploaded", subjectKind: "import", subjectId: importId });
      return getImport(ctx, importId);
    });
  } catch (error) {
    await run((ctx) => deleteImport(ctx, importId));
    throw error;
  }
}

async function storePieces(run: Run, importId: string, file: ReceivedFile) {
  const watch = watchUtf8();
  let fileBytes = 0;
  let position = 0;
  let start: Buffer | undefined;
  for await (const bytes of inPieces(file.stream)) {
    if (!start) refuseWhatIsNoText(bytes);
    start ??= bytes;
    watch.feed(bytes);
    fileBytes += bytes.length;
    const piece = { importId, position: position++, bytes };
    await run((ctx) => insertPiece(ctx, piece));
  }
  if (file.isCut()) throw refuse("common.too-large");
  if (!start) throw refuse("contacts.import-empty");
  const encoding = encodingFromStart(start) ?? (watch.isUtf8() ? ("utf-8" as const) : ("windows-1252" as const));
  const separator = detectSeparator(new TextDecoder(encoding).decode(start.subarray(0, 65_536)));
  return { fileBytes, encoding, separator };
}

function refuseWhatIsNoText(start: Buffer): void {
  const kind = whyNotText(start);
  if (kind) throw refuse("contacts.import-not-text", { field: "file", values: { kind } });
}

async function* inPieces(stream: Readable): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    waiting.push(chunk);
    length += chunk.length;
    if (length < pieceBytes) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(waiting);
}
