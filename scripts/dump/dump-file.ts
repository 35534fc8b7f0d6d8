import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";

/** A database with data at the level of one version, kept so that every later version proves that it can upgrade it. */
export interface DatabaseDump {
  format: 1;
  /** The last migration that had run. */
  level: string;
  /** SHA-256 of each migration that had run: released migrations are never edited. */
  migrations: Record<string, string>;
  /** Hex; of test data only, so that what it encrypted can still be read after the upgrade. */
  installationKey: string;
  /** What the installation keeps beside its database, by path in the data folder, e.g. signed checkpoints. */
  files: Record<string, string>;
  tables: DumpedTable[];
}

export interface DumpedTable {
  name: string;
  columns: DumpedColumn[];
  /** Each value in PostgreSQL's own text form. */
  rows: (string | null)[][];
}

export interface DumpedColumn {
  name: string;
  type: string;
}

export function writeDumpFile(path: string, dump: DatabaseDump): void {
  writeFileSync(path, gzipSync(JSON.stringify(dump), { level: 9 }));
}

export function readDumpFile(path: string): DatabaseDump {
  const dump = JSON.parse(gunzipSync(readFileSync(path)).toString("utf8")) as DatabaseDump;
  if (dump.format !== 1) {
    throw new Error(`${path} is a dump of an unknown format.`);
  }
  return dump;
}
