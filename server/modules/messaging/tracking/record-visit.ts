import type { FastifyRequest } from "fastify";
import { type Context, runInOrganisation } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import type { LinkSubject } from "../../../platform/keys/keys.ts";
import type { Platform } from "../../../platform/platform.ts";
import { findTracking, mayTrack } from "../../consent/index.ts";
import { findLink, findReader, insertTrackingEvent, type LinkRow } from "./tracking.queries.ts";

export interface Visit {
  link: string;
  reader: string;
  kind: "open" | "click";
  request: FastifyRequest;
}

/**
 * Where the link leads, after it was counted. Undefined for every token that we did not make: no address of another
 * place can be written into one. The place is looked up, never read from the request.
 */
export async function recordVisit(platform: Platform, visit: Visit): Promise<string | undefined> {
  const subject = platform.keys.readLinkToken(visit.link);
  if (subject?.purpose !== "tracked-link") return undefined;
  const actor = { kind: "system", name: "messaging.tracking" } as const;
  return runInOrganisation(platform, { orgId: subject.orgId, actor }, async (ctx) => {
    const link = await findLink(ctx, subject.messageId);
    if (!link || (link.position === 0) !== (visit.kind === "open")) return undefined;
    if (visit.request.method === "GET" && (await findTracking(ctx))) await count(ctx, link, visit);
    return link.url;
  });
}

async function count(ctx: Context, link: LinkRow, visit: Visit): Promise<void> {
  const reader = await findWhoMayBeKnown(ctx, link, ctx.platform.keys.readLinkToken(visit.reader));
  await insertTrackingEvent(ctx, {
    trackingEventId: newId(),
    linkId: link.linkId,
    kind: visit.kind,
    isMachine: isMachine(visit.request) || (reader?.isTooSoon ?? false),
    messageId: reader?.messageId ?? null,
  });
}

/** A scanner opens what has just been delivered. */
const soonestSeconds = 5;

async function findWhoMayBeKnown(ctx: Context, link: LinkRow, subject: LinkSubject | undefined) {
  if (subject?.purpose !== "reader" || subject.orgId !== ctx.orgId) return undefined;
  const { messageId } = subject;
  const found = await findReader(ctx, { messageId, batchId: link.batchId });
  if (!found || !(await mayTrack(ctx, found.addressId))) return undefined;
  return { messageId, isTooSoon: found.secondsOld !== null && found.secondsOld < soonestSeconds };
}

const machines =
  /bot|crawl|spider|scan|preview|prefetch|proxy|curl|wget|python|java|go-http|okhttp|node|headless|barracuda|mimecast|proofpoint|safelinks|monitor/i;

function isMachine({ headers }: FastifyRequest): boolean {
  const agent = headers["user-agent"] ?? "";
  const purpose = `${headers.purpose ?? ""} ${headers["sec-purpose"] ?? ""} ${headers["x-moz"] ?? ""}`;
  return agent === "" || machines.test(agent) || /prefetch|preview|prerender/i.test(purpose);
}
