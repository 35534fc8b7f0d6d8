import type { Context } from "../../platform/context.ts";
import { queueJob } from "../../platform/queue.ts";
import { cleanDetail } from "./bounce-class.rules.ts";
import { domainOf, refusalsUntilSlowed, slowedSeconds } from "./dispatch/domain-rests.rules.ts";
import { addDomainRefusals, type DomainKey, slowDomain } from "./domain-rests.queries.ts";
import { postponeDomainJob } from "./postpone-domain.jobs.ts";

export interface DomainRefusal {
  senderId: string;
  recipientAddress: string;
  replyText: string;
}

interface Refusals extends DomainKey {
  count: number;
  replyText: string;
}

/** Many refusals by one recipient domain slow the mail to that domain, and to nobody else (reliability 2.13). */
export async function noteDomainRefusals(ctx: Context, refused: DomainRefusal[]): Promise<void> {
  for (const refusals of byDomain(refused)) {
    const inARow = await addDomainRefusals(ctx, refusals);
    if (inARow < refusalsUntilSlowed) continue;
    if (!(await slowDomain(ctx, { ...refusals, seconds: slowedSeconds(inARow) }))) continue;
    const { senderId, domain } = refusals;
    await queueJob(ctx, postponeDomainJob, { orgId: ctx.orgId, senderId, domain });
  }
}

/** In one order, since other transactions of the sender count too. */
function byDomain(refused: DomainRefusal[]): Refusals[] {
  const found = new Map<string, Refusals>();
  for (const { senderId, recipientAddress, replyText } of refused) {
    const domain = domainOf(recipientAddress);
    const key = `${senderId} ${domain}`;
    const count = (found.get(key)?.count ?? 0) + 1;
    found.set(key, { senderId, domain, count, replyText: cleanDetail(replyText) ?? "" });
  }
  return [...found].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, refusals]) => refusals);
}
