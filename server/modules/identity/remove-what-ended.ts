import type { Platform } from "../../platform/platform.ts";
import { forEachOrganisation } from "./organisations/for-each-organisation.ts";
import { deleteEndedSessions } from "./sessions/sessions.queries.ts";
import { deleteOldAttempts } from "./sessions/sign-in.queries.ts";

/** Sessions that no longer open anything, and attempts that no longer count. */
export async function removeWhatEnded(platform: Platform): Promise<void> {
  await deleteOldAttempts(platform);
  await forEachOrganisation(platform, "remove what ended", deleteEndedSessions);
}
