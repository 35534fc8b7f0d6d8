import { createReadStream } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { type Context, runInOrganisation } from "../../platform/context.ts";
import type { CommandDefinition } from "../../platform/module.ts";
import type { Platform } from "../../platform/platform.ts";
import { listOrganisationIds } from "../identity/index.ts";
import type { LedgerFault } from "./chain-reading.ts";
import { exportLedger } from "./export-ledger.ts";
import { type CheckpointLine, checkpointLine, headerLine, readLine } from "./ledger-export.rules.ts";
import { readCheckpoints } from "./read-checkpoints.ts";
import { verifyExport } from "./verify-export.ts";
import { verifyLedger } from "./verify-ledger.ts";
import { writeCheckpoint } from "./write-checkpoint.ts";

type Options = Record<string, string | boolean | undefined>;

export const consentCommands: CommandDefinition[] = [
  {
    name: "verify-ledger",
    description: "Check the consent ledger (or an export of it): any changed, missing or swapped event is found",
    options: [
      { flags: "--file <export.ndjson>", description: "an export instead of the database" },
      { flags: "--checkpoints <file>", description: "checkpoints kept elsewhere that must lie on the chain" },
      { flags: "--public-key <file>", description: "PEM of the installation that signed; this one's unless given" },
      { flags: "--org <id>", description: "only this organisation" },
    ],
    run: (platform, options) =>
      typeof options.file === "string" ? verifyFile(platform, options.file, options) : verifyAll(platform, options),
  },
  {
    name: "export-ledger",
    description: "Write the consent ledger of an organisation with a signed checkpoint at its end",
    options: [
      { flags: "--org <id>", description: "whose ledger", required: true },
      { flags: "--file <export.ndjson>", description: "where to", required: true },
    ],
    run: exportToFile,
  },
];

async function verifyFile(platform: Platform, file: string, options: Options): Promise<number> {
  const publicKeyPem =
    typeof options.publicKey === "string" ? await readFile(options.publicKey, "utf8") : platform.keys.publicKeyPem;
  const knownCheckpoints = await knownFor(platform, file, options);
  const result = await verifyExport(linesOf(file), { publicKeyPem, knownCheckpoints });
  report(`${file}: ${result.events} events, ${result.checkpoints} known checkpoints`, result.fault);
  return result.fault === null ? 0 : 1;
}

/** Without a file of checkpoints, those that this installation has kept of the export's organisation. */
async function knownFor(platform: Platform, file: string, options: Options): Promise<CheckpointLine[]> {
  if (typeof options.checkpoints === "string") {
    const lines = (await readFile(options.checkpoints, "utf8")).split("\n").filter((line) => line !== "");
    return lines.map((line) => {
      const checkpoint = readLine(checkpointLine, line);
      if (!checkpoint) throw new Error(`${String(options.checkpoints)} has a line that is no checkpoint`);
      return checkpoint;
    });
  }
  for await (const line of linesOf(file)) {
    const header = readLine(headerLine, line);
    return header ? readCheckpoints(platform, header.orgId) : [];
  }
  return [];
}

async function verifyAll(platform: Platform, options: Options): Promise<number> {
  let broken = 0;
  for await (const orgId of organisations(platform, options)) {
    const result = await inOrganisation(platform, orgId, verifyLedger);
    report(`${orgId}: ${result.events} events, ${result.checkpoints} known checkpoints`, result.fault);
    if (result.fault !== null) broken++;
  }
  return broken === 0 ? 0 : 1;
}

async function* organisations(platform: Platform, options: Options): AsyncGenerator<string> {
  if (typeof options.org === "string") yield options.org;
  else yield* listOrganisationIds(platform);
}

async function exportToFile(platform: Platform, options: Options): Promise<number> {
  const orgId = String(options.org);
  const file = await open(String(options.file), "w");
  try {
    const events = await inOrganisation(platform, orgId, async (ctx) => {
      let lines = 0;
      for await (const line of exportLedger(ctx)) {
        await file.write(`${line}\n`);
        lines++;
      }
      await writeCheckpoint(ctx);
      return lines - 2;
    });
    print(`${String(options.file)}: ${events} events`);
  } finally {
    await file.close();
  }
  return 0;
}

function inOrganisation<Result>(
  platform: Platform,
  orgId: string,
  work: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  const actor = { kind: "operator", name: "command line", reason: "consent ledger" } as const;
  return runInOrganisation(platform, { orgId, actor }, work);
}

function linesOf(file: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Number.POSITIVE_INFINITY });
}

function report(what: string, fault: LedgerFault | null): void {
  if (fault === null) print(`${what}: intact`);
  else print(`${what}: NOT INTACT, ${fault.kind}${fault.seq === null ? "" : ` at event ${fault.seq}`}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
