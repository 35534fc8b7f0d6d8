import { runInOrganisation } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";
import { startSession } from "../../identity/index.ts";
import type { StartedBusiness } from "./start-my-business.ts";

/** A session of the new organisation, in place of the demonstration's. */
export function signIntoBusiness(platform: Platform, business: StartedBusiness, userAgent: string | null) {
  const actor = { kind: "system", name: "start with my business" } as const;
  return runInOrganisation(platform, { orgId: business.orgId, actor }, (ctx) =>
    startSession(ctx, { userId: business.userId, opens: "everything", userAgent }),
  );
}
