import { Readable } from "node:stream";
import { changeImport } from "../server/modules/contacts/import/change-import.ts";
import { checkImport } from "../server/modules/contacts/import/check-import.ts";
import { getImport } from "../server/modules/contacts/import/get-import.ts";
import { findImport } from "../server/modules/contacts/import/imports.queries.ts";
import { readImport } from "../server/modules/contacts/import/read-import.ts";
import { receiveFile } from "../server/modules/contacts/import/receive-file.ts";
import { runImport } from "../server/modules/contacts/import/run-import.ts";
import { startImport } from "../server/modules/contacts/import/start-import.ts";
import { startUndo } from "../server/modules/contacts/import/start-undo.ts";
import { undoImport } from "../server/modules/contacts/import/undo-import.ts";
import type { Bench, Benchmark, Invariant } from "./support/benchmark.ts";
import { secondsOf } from "./support/statistics.ts";

/** A file of the usual kind through upload, reading, check, run and undo, by the same functions as the jobs call. */
export const importContacts: Benchmark = {
  name: "import",
  title: "Import of a file of contacts",
  run: async (bench) => {
    const rows = bench.pick({ full: 100_000, quick: 20_000 });
    const { orgId } = await bench.data.empty();
    const memory = watchMemory();
    const seconds: Record<string, number> = {};
    const step = async (name: string, work: () => Promise<unknown>) => {
      seconds[name] = await secondsOf(work);
    };
    const importId = await upload(bench, orgId, rows);
    const { platform } = bench.installation;
    const jobOf = async () => {
      const file = await bench.installation.run(orgId, (ctx) => findImport(ctx, importId));
      return { orgId, importId, revision: file?.revision ?? 0 };
    };
    const state = () => bench.installation.run(orgId, (ctx) => getImport(ctx, importId));
    await step("read", async () => readImport(platform, await jobOf()));
    await bench.installation.run(orgId, (ctx) => changeImport(ctx, importId, { people: "clients" }));
    await step("check", async () => checkImport(platform, await jobOf()));
    await bench.installation.run(orgId, (ctx) => startImport(ctx, importId));
    await step("run", async () => runImport(platform, await jobOf()));
    const after = await state();
    const invariants = [await countedOnce(bench, orgId, rows), isIn("done", after.state)];
    await bench.installation.run(orgId, (ctx) => startUndo(ctx, importId));
    await step("undo", async () => undoImport(platform, await jobOf()));
    invariants.push(isIn("undone", (await state()).state), await nobodyLeft(bench, orgId));
    const peakMb = memory.stop();
    const checkAndRun = (seconds.check ?? 0) + (seconds.run ?? 0);
    return [
      {
        measure: `check and run of ${rows.toLocaleString("en")} rows`,
        value: checkAndRun,
        unit: "s",
        targets: [{ of: "value", is: "at-most", target: (60 * rows) / 100_000 }],
        invariants,
        details: { ...seconds, peakMb },
      },
    ];
  },
};

async function upload({ installation }: Bench, orgId: string, rows: number): Promise<string> {
  const stream = Readable.from(lines(rows));
  const file = { name: "customers.csv", stream, isCut: () => false };
  return (await receiveFile((work) => installation.run(orgId, work), file)).importId;
}

function* lines(rows: number): Generator<Buffer> {
  yield Buffer.from("Nom;Prénom;Société;E-mail;Téléphone;Adresse;Code postal;Ville;Tags\r\n");
  for (let from = 0; from < rows; from += 1000) {
    const block = Array.from({ length: Math.min(1000, rows - from) }, (_none, index) => line(from + index));
    yield Buffer.from(block.join(""));
  }
}

function line(number: number): string {
  const phone = `06 ${String(10_000_000 + number).replaceAll(/(\d\d)(?=\d)/g, "$1 ")}`;
  const place = `${1 + (number % 99)} rue de la République;${10_000 + (number % 80_000)};Saint-Étienne`;
  return `lévêque${number % 7000};jean-pierre;Chauffage ${number % 900};p${number}@example.org;${phone};${place};vip, salon\r\n`;
}

async function countedOnce(bench: Bench, orgId: string, rows: number): Promise<Invariant> {
  const [found] = await bench.installation.asSuperuser<{ contacts: number; emails: number }>(`
    SELECT (SELECT count(*) FROM contacts.contacts WHERE org_id = '${orgId}')::int AS contacts,
      (SELECT count(*) FROM contacts.addresses WHERE org_id = '${orgId}' AND kind = 'email')::int AS emails`);
  const isHeld = found?.contacts === rows && found.emails === rows;
  return { name: "each row one contact with its e-mail", isHeld, detail: JSON.stringify(found) };
}

async function nobodyLeft(bench: Bench, orgId: string): Promise<Invariant> {
  const [found] = await bench.installation.asSuperuser<{ left: number }>(
    `SELECT count(*)::int AS left FROM contacts.contacts WHERE org_id = '${orgId}' AND erased_at IS NULL`,
  );
  return { name: "the undo leaves nobody", isHeld: found?.left === 0, detail: JSON.stringify(found) };
}

function isIn(wanted: string, state: string): Invariant {
  return { name: `ends ${wanted}`, isHeld: state === wanted, detail: state };
}

/** The highest resident memory of this process, in megabytes. */
function watchMemory(): { stop: () => number } {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage().rss / 1e6);
  };
  const timer = setInterval(look, 100);
  return {
    stop: () => {
      look();
      clearInterval(timer);
      return Math.round(peak);
    },
  };
}
