import type { ExchangeState } from "../../../../contracts/consent-exchange.ts";
import { type Context, runInOrganisation } from "../../../platform/context.ts";
import { forgetPlans } from "../../../platform/database/forget-plans.ts";
import type { Platform } from "../../../platform/platform.ts";
import { type ImportFile, lockImport } from "./exchange.queries.ts";

export interface ListJob {
  orgId: string;
  consentImportId: string;
}

/** One transaction of a job, while the list is in that state; undefined when it is in another one by now. */
export function runListStep<Result>(
  platform: Platform,
  { orgId, consentImportId }: ListJob,
  step: { state: ExchangeState; work: (ctx: Context, file: ImportFile) => Promise<Result> },
): Promise<Result | undefined> {
  const actor = { kind: "system", name: "consent.import" } as const;
  return runInOrganisation(platform, { orgId, actor }, async (ctx) => {
    await forgetPlans(ctx.tx);
    const file = await lockImport(ctx, consentImportId);
    return file?.state === step.state ? step.work(ctx, file) : undefined;
  });
}
