import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { ConfigurationError, readConfig } from "../server/config.ts";
import { openInstallation } from "../server/installation.ts";
import { startApi } from "../server/main-api.ts";
import { startWorker } from "../server/main-worker.ts";
import { ensureFirstStart, type FirstStart } from "../server/modules/identity/index.ts";
import type { Background } from "../server/platform/module.ts";
import { buildWeb } from "./build-web.ts";

const usage = "npm start -- [--port N] [--no-demo] [--role=web|worker]";

interface StartOptions {
  port: string | undefined;
  isDemoWanted: boolean;
  role: "all" | "web" | "worker";
}

try {
  await start(readOptions(process.argv.slice(2)));
} catch (error) {
  const isExpected = error instanceof ConfigurationError || (error as { code?: string }).code === "EADDRINUSE";
  process.stderr.write(`${isExpected ? explain(error) : String((error as Error).stack ?? error)}\n`);
  process.exit(1);
}

function explain(error: unknown): string {
  const { code, port, message } = error as { code?: string; port?: number; message: string };
  return code === "EADDRINUSE"
    ? `Port ${port} is taken by another program. Start with another one: npm start -- --port ${(port ?? 3000) + 1}`
    : message;
}

function readOptions(args: string[]): StartOptions {
  try {
    const { values } = parseArgs({
      args,
      options: { port: { type: "string" }, "no-demo": { type: "boolean" }, role: { type: "string" } },
    });
    const role = values.role ?? "all";
    if (role !== "all" && role !== "web" && role !== "worker") throw new Error(`--role is ${role}`);
    return { port: values.port, isDemoWanted: values["no-demo"] !== true, role };
  } catch (error) {
    throw new ConfigurationError(`${(error as Error).message}\nUsage: ${usage}`);
  }
}

async function start(options: StartOptions): Promise<void> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const config = readConfig({ ...process.env, ...(options.port === undefined ? {} : { PORT: options.port }) });
  const running: Background[] = [];
  stopOnSignal(running);
  if (options.role !== "worker") await buildWeb();
  const installation = await openInstallation(config);
  running.push(installation);
  const first =
    options.role === "worker"
      ? undefined
      : await ensureFirstStart(installation.platform, firstOrganisation(options.isDemoWanted));
  if (options.role !== "web") running.push(await startWorker(installation.platform));
  if (options.role !== "worker") {
    const api = await startApi(installation.platform);
    running.push(api);
    announce(config.publicUrl, first);
  } else {
    process.stdout.write("\n  A Placet worker runs.\n\n");
  }
}

function firstOrganisation(isDemonstration: boolean) {
  return isDemonstration
    ? {
        name: "Chauffage Martin",
        language: "fr" as const,
        isDemonstration,
        administrator: { email: "demo@placet.example", name: "Camille Martin" },
      }
    : {
        name: "My business",
        language: "en" as const,
        administrator: { email: "administrator@placet.example", name: "Administrator" },
      };
}

function announce(address: string, first: FirstStart | undefined): void {
  const signIn = first
    ? [
        "",
        `  Sign in with     ${first.email}`,
        `  one-time password ${first.temporaryPassword}`,
        "  You choose your own password next. Until then, each start prints another one.",
        "",
      ].join("\n")
    : "";
  process.stdout.write(`\n  Placet runs at   ${address}\n${signIn}\n  Stop with Ctrl-C.\n\n`);
}

/** First signal: end in order (requests, jobs and messages in flight, pool, database). Second: at once. */
function stopOnSignal(running: Background[]): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    for (const background of running.toReversed()) {
      // Whatever cannot end in order, because the database is gone for example, must not keep the others from it.
      await background.stop().catch((error: Error) => process.stderr.write(`Not stopped in order: ${error.message}\n`));
    }
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
}
