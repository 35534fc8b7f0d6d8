import type { StartMyBusinessInput } from "../../../../contracts/workspace.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Platform } from "../../../platform/platform.ts";
import { recordAudit } from "../../audit/index.ts";
import { createOrganisation, getUser } from "../../identity/index.ts";
import { requireDemonstration } from "../demo-mailbox/require-demonstration.ts";
import { reserveStart, saveStarted } from "./started-businesses.queries.ts";

/** Two organisations are concerned, so there are several transactions; `run` opens those of the demonstration. */
export interface StartSession {
  platform: Platform;
  run: <Result>(work: (ctx: Context) => Promise<Result>) => Promise<Result>;
}

export interface StartedBusiness {
  orgId: string;
  userId: string;
}

/** A clean organisation whose administrator signs in with the password that they have here. */
export async function startMyBusiness(session: StartSession, input: StartMyBusinessInput): Promise<StartedBusiness> {
  const nameKey = input.name.normalize("NFKC").toLowerCase();
  const founder = await session.run((ctx) => reserve(ctx, nameKey));
  const created = await createOrganisation(session.platform, {
    name: input.name,
    language: input.language,
    actor: { kind: "system", name: "start with my business" },
    administrator: { email: founder.email, name: founder.name, language: input.language, samePasswordAs: founder },
  });
  if (created.userId === null) throw new Error("an organisation was made without its administrator");
  await session.run(async (ctx) => {
    await saveStarted(ctx, { userId: founder.userId, nameKey, startedOrgId: created.orgId });
    await recordAudit(ctx, {
      action: "workspace.business-started",
      subjectKind: "organisation",
      subjectId: created.orgId,
    });
  });
  return { orgId: created.orgId, userId: created.userId };
}

async function reserve(ctx: Context, nameKey: string) {
  await requireDemonstration(ctx);
  if (ctx.actor.kind !== "user") throw refuse("identity.only-for-users");
  const { userId, email, name } = await getUser(ctx, ctx.actor.userId);
  if (!(await reserveStart(ctx, { userId, nameKey }))) throw refuse("workspace.already-started", { field: "name" });
  return { orgId: ctx.orgId, userId, email, name };
}
