import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { startEmbeddedPostgres } from "../../server/platform/database/embedded-postgres.ts";

export interface ScratchServer {
  superuserUrl: string;
  stop: () => void;
}

/** A PostgreSQL of its own in a folder that goes with it, for tools that need a database for a moment. */
export async function openScratchServer(): Promise<ScratchServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "placet-scratch-"));
  const settings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];
  const server = await startEmbeddedPostgres({ folder: path.join(folder, "database"), settings });
  return {
    superuserUrl: server.superuserUrl,
    stop: () => {
      server.stop();
      rmSync(server.home, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
