import { readFile } from "node:fs/promises";
import path from "node:path";

const file = path.resolve(import.meta.dirname, "../../../../docs/verify-consent-ledger.mjs");

/** The script that verifies without this program, as it stands beside the documents. */
export function readVerifier(): Promise<string> {
  return readFile(file, "utf8");
}
