import { Readable } from "node:stream";
import type { Context } from "../../../platform/context.ts";
import { changeImport, getImport, receiveFile, startImport } from "../../contacts/index.ts";
import { saveImportId } from "./demonstrations.queries.ts";

export interface DemoImport {
  /** Opens a transaction of its own for each part: a file is taken in pieces. */
  run: <Result>(work: (ctx: Context) => Promise<Result>) => Promise<Result>;
  importId: string | null;
}

const source = "Salon de l’habitat de Lyon, liste des visiteurs";

/** A bought list, as businesses have them: its strangers become *external* and cannot be written to (D10). True when done. */
export async function importDemoList({ run, importId }: DemoImport): Promise<boolean> {
  if (importId === null) {
    const file = { name: "visiteurs-salon.csv", stream: Readable.from([Buffer.from(list())]), isCut: () => false };
    const received = await receiveFile(run, file);
    await run((ctx) => saveImportId(ctx, received.importId));
    return false;
  }
  return run(async (ctx) => {
    const { state, settings } = await getImport(ctx, importId);
    if ((state === "ready" || state === "checked") && settings.people !== "list") {
      await changeImport(ctx, importId, { people: "list", source });
    } else if (state === "checked") {
      await startImport(ctx, importId);
    }
    return state === "done" || state === "failed";
  });
}

function list(): string {
  const rows = Array.from({ length: 18 }, (_, index) => `visiteur${index + 1}@salon.example;Visiteur ${index + 1}`);
  return `E-mail;Nom\n${rows.join("\n")}\n`;
}
