import type { Platform } from "../../../platform/platform.ts";
import { forEachOrganisation, getOrganisation } from "../../identity/index.ts";
import { deleteOldMails } from "./demo-mails.queries.ts";

const kept = 20_000;

/** A demonstration that somebody uses every day must not fill the disk. */
export async function trimDemoMailboxes(platform: Platform): Promise<void> {
  await forEachOrganisation(platform, "demo mailbox", async (ctx) => {
    const { isDemonstration } = await getOrganisation(ctx);
    if (isDemonstration) await deleteOldMails(ctx, kept);
  });
}
