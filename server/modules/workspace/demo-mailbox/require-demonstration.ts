import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { getOrganisation } from "../../identity/index.ts";

/** Other organisations have no such mailbox, and their mails never enter one. */
export async function requireDemonstration(ctx: Context): Promise<void> {
  const { isDemonstration } = await getOrganisation(ctx);
  if (!isDemonstration) throw refuse("workspace.not-a-demonstration");
}
