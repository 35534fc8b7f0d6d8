import { type Context, runInOrganisation } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";
import { listOrganisationIds } from "./list-organisation-ids.ts";

/** For schedules: one transaction for each organisation, one after the other. `name` is who the audit will name. */
export async function forEachOrganisation(
  platform: Platform,
  name: string,
  work: (ctx: Context) => Promise<void>,
): Promise<void> {
  for await (const orgId of listOrganisationIds(platform)) {
    await runInOrganisation(platform, { orgId, actor: { kind: "system", name } }, work);
  }
}
