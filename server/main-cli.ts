import { Command } from "commander";
import { commands } from "./app.ts";
import { type Config, ConfigurationError, readConfig } from "./config.ts";
import { openInstallation } from "./installation.ts";
import type { CommandDefinition } from "./platform/module.ts";

/** `npm run cli -- <command>`: what the operator of the installation does at its own machine. */
export async function runCli(args: string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command("placet").description("Commands for the operator of this installation");
  program.exitOverride();
  for (const definition of commands) {
    addCommand(program, definition, async (options) => {
      exitCode = await runCommand(
        readConfig({ ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? "warn" }),
        definition,
        options,
      );
    });
  }
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    return reportCliError(error);
  }
  return exitCode;
}

function reportCliError(error: unknown): number {
  const { code, exitCode } = error as { code?: string; exitCode?: number };
  // commander has already printed its own message.
  if (code?.startsWith("commander.")) return exitCode ?? 1;
  process.stderr.write(
    `${error instanceof ConfigurationError || !(error instanceof Error) ? String(error) : error.message}\n`,
  );
  return 1;
}

type Options = Record<string, string | boolean | undefined>;

function addCommand(program: Command, definition: CommandDefinition, run: (options: Options) => Promise<void>): void {
  const command = program.command(definition.name).description(definition.description);
  for (const option of definition.options) {
    if (option.required) command.requiredOption(option.flags, option.description);
    else command.option(option.flags, option.description);
  }
  command.action(run);
}

async function runCommand(config: Config, definition: CommandDefinition, options: Options): Promise<number> {
  const installation = await openInstallation(config);
  try {
    return (await definition.run(installation.platform, options)) ?? 0;
  } finally {
    await installation.stop();
  }
}
