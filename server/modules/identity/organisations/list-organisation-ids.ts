import type { Platform } from "../../../platform/platform.ts";
import { listOrganisationIdRows } from "./organisations.queries.ts";

/** Every organisation of the installation, in pages. */
export async function* listOrganisationIds(platform: Platform): AsyncGenerator<string> {
  let after: string | null = null;
  for (;;) {
    const ids: string[] = await listOrganisationIdRows(platform, after);
    yield* ids;
    after = ids.at(-1) ?? null;
    if (after === null) return;
  }
}
