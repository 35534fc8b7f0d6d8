import { type Actor, type Context, runInOrganisation } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import type { Platform } from "../../../platform/platform.ts";
import { recordAudit } from "../../audit/index.ts";
import { demoPeopleCount, makeDemoPeople as describePeople } from "./demo-people.rules.ts";
import { lockDemonstration, markFinished, savePeopleMade } from "./demonstrations.queries.ts";
import { importDemoList } from "./import-demo-list.ts";
import { makeDemoPeople } from "./make-demo-people.ts";
import { prepareDemonstration } from "./prepare-demonstration.ts";

const peopleAtOnce = 20;

/**
 * Makes the demonstration, from wherever an earlier run was cut. Each step is a transaction that knows how far it came.
 * False: other jobs have to do their part first, call it again.
 */
export async function fillDemonstration(platform: Platform, { orgId }: { orgId: string }): Promise<boolean> {
  const actor: Actor = { kind: "api-key", apiKeyId: newId(), name: "Demonstration" };
  const run = <Result>(work: (ctx: Context) => Promise<Result>) =>
    runInOrganisation(platform, { orgId, actor, language: "fr" }, work);
  const people = describePeople();
  for (let from = 0; from < demoPeopleCount; ) {
    from = await run((ctx) => makeNext(ctx, people));
  }
  const { importId, isFinished } = await run(getProgress);
  if (isFinished) return true;
  const isImported = await importDemoList({ run, importId });
  if (isImported) await run(finish);
  return isImported;
}

async function makeNext(ctx: Context, people: ReturnType<typeof describePeople>): Promise<number> {
  const { peopleMade } = await getProgress(ctx);
  if (peopleMade === 0) await prepareDemonstration(ctx);
  const next = people.slice(peopleMade, peopleMade + peopleAtOnce);
  await makeDemoPeople(ctx, next);
  await savePeopleMade(ctx, peopleMade + next.length);
  return peopleMade + next.length;
}

async function getProgress(ctx: Context) {
  const progress = await lockDemonstration(ctx);
  if (!progress) throw new Error(`organisation ${ctx.orgId} is no demonstration that was begun`);
  return progress;
}

async function finish(ctx: Context): Promise<void> {
  await markFinished(ctx);
  await recordAudit(ctx, {
    action: "workspace.demonstration-filled",
    subjectKind: "organisation",
    subjectId: ctx.orgId,
    details: { contacts: demoPeopleCount },
  });
}
