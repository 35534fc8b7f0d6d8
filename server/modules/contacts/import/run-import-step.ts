import { type Context, runInOrganisation } from "../../../platform/context.ts";
import { forgetPlans } from "../../../platform/database/forget-plans.ts";
import type { Platform } from "../../../platform/platform.ts";

/** One transaction of an import's job. */
export function runImportStep<Result>(
  platform: Platform,
  orgId: string,
  work: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  return runInOrganisation(platform, { orgId, actor: { kind: "system", name: "import" } }, async (ctx) => {
    await forgetPlans(ctx.tx);
    return work(ctx);
  });
}
