import { runCli } from "../server/main-cli.ts";

process.exitCode = await runCli(process.argv.slice(2));
