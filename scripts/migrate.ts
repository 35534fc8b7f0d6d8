import { readConfig } from "../server/config.ts";
import { openInstallation } from "../server/installation.ts";

// Opening migrates; the command exists so that an upgrade can be tried before the product is started.
const installation = await openInstallation(readConfig(process.env));
process.stdout.write("The database is at this version's level.\n");
await installation.stop();
