import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { startTestDatabases } from "./test-databases.ts";

declare module "vitest" {
  export interface ProvidedContext {
    databases: { superuserUrl: string; template: string; folder: string };
  }
}

/** One PostgreSQL for the run, with one migrated database that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "placet-test-"));
  const databases = await startTestDatabases(folder);
  project.provide("databases", { superuserUrl: databases.superuserUrl, template: databases.template, folder });
  return async () => {
    databases.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
