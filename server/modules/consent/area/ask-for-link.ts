import type { Language } from "../../../../contracts/languages.ts";
import type { Context } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import { queueJob } from "../../../platform/queue.ts";
import { sendLinkJob } from "./area.jobs.ts";
import { countLinkRequests, insertLinkRequest } from "./area.queries.ts";

const mostPerAddress = 3;
const mostPerOrganisation = 300;

/**
 * The same work whether the address is known or not: who it belongs to is looked up later, by a job, so that neither the
 * answer nor its time tells. Beyond the limits of an hour nothing is sent, and the answer is the same.
 */
export async function askForLink(
  ctx: Context,
  { typed, language }: { typed: string; language: Language },
): Promise<void> {
  const addressHash = ctx.platform.keys.keyedHash(ctx.orgId, "link-request", typed.trim().toLowerCase());
  const { ofAddress, ofOrganisation } = await countLinkRequests(ctx, addressHash);
  if (ofAddress >= mostPerAddress || ofOrganisation >= mostPerOrganisation) return;
  const requestId = newId();
  await insertLinkRequest(ctx, { requestId, addressHash, typed: typed.trim(), language });
  await queueJob(ctx, sendLinkJob, { orgId: ctx.orgId, requestId });
}
