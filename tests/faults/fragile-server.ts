import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { startEmbeddedPostgres } from "../../server/platform/database/embedded-postgres.ts";
import { startDatabaseProxy } from "../support/database-proxy.ts";
import { startTestDatabases } from "../support/test-databases.ts";
import { type FaultRun, until, wait } from "./fault-run.ts";
import type { Scenario } from "./scenario.ts";

/** A database server of its own, which may be killed and comes back on another port. */
export interface FragileServer {
  /** Stays the same over the server's lives. */
  url: string;
  /** Answers when it is gone: a server that is only dying would be taken for a running one. */
  kill: (signal: "SIGKILL" | "SIGQUIT") => Promise<void>;
  startAgain: () => Promise<void>;
  stop: () => Promise<void>;
}

const settings = ["max_wal_size=2GB"];

type About = Pick<Scenario, "name" | "ids">;

/** A scenario on such a server, which ends with it. */
export function onFragileServer(about: About, make: (about: About, server: FragileServer) => Scenario): Scenario {
  return {
    ...about,
    run: async (run) => {
      const server = await startFragileServer(run);
      try {
        return await make(about, server).run(run);
      } finally {
        await server.stop();
      }
    },
  };
}

async function startFragileServer(run: FaultRun): Promise<FragileServer> {
  const folder = path.join(run.folder, `server-${run.options.seed}-${Date.now()}`);
  const databases = await startTestDatabases(folder, settings);
  const place = { folder: path.join(folder, "database"), settings };
  const { home } = await startEmbeddedPostgres(place);
  const proxy = await startDatabaseProxy(databases.superuserUrl);
  return {
    url: proxy.url,
    kill: async (signal) => {
      const [pid = ""] = readFileSync(path.join(home, "postgres", "postmaster.pid"), "utf8").split("\n");
      process.kill(Number(pid), signal);
      proxy.faults.isRefusing = true;
      await until("the server is gone", () => !isAlive(Number(pid)), 60_000);
    },
    startAgain: async () => {
      // Its children need a moment to see that it is dead; until then a second one refuses to start.
      for (let tries = 0; ; tries++) {
        try {
          proxy.pointTo((await startEmbeddedPostgres(place)).superuserUrl);
          proxy.faults.isRefusing = false;
          return;
        } catch (error) {
          if (tries > 20) throw error;
          await wait(500);
        }
      }
    },
    stop: async () => {
      await proxy.stop();
      // Where a round failed it may lie dead: stopping that is an error that would hide the first.
      const [pid = ""] = readFileSync(path.join(home, "postgres", "postmaster.pid"), "utf8").split("\n");
      if (isAlive(Number(pid))) databases.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
