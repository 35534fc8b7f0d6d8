import { runInOrganisation } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";
import { setSessionCookie, startSession } from "../../identity/index.ts";
import type { StartedBusiness } from "./start-my-business.ts";

export interface Browser {
  userAgent: string | null;
  reply: Parameters<typeof setSessionCookie>[1];
}

/** A session of the new organisation takes the place of the demonstration's in this browser. */
export async function signIntoBusiness(platform: Platform, business: StartedBusiness, browser: Browser): Promise<void> {
  const actor = { kind: "system", name: "start with my business" } as const;
  const { userAgent, reply } = browser;
  const cookie = await runInOrganisation(platform, { orgId: business.orgId, actor }, (ctx) =>
    startSession(ctx, { userId: business.userId, opens: "everything", userAgent }),
  );
  setSessionCookie(platform.config, reply, cookie);
}
