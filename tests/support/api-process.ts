import { subscriptions } from "../../server/app.ts";
import { readConfig } from "../../server/config.ts";
import { startApi } from "../../server/main-api.ts";
import { createPlatform } from "../../server/platform/create-platform.ts";

/** The product's API in a process of its own, which tests may kill. */
const { RUNTIME_URL = "", ...environment } = process.env;
const { platform } = await createPlatform({
  config: readConfig(environment),
  runtimeUrl: RUNTIME_URL,
  subscriptions,
});
await startApi(platform);
process.stdout.write("ready\n");
