import type { Channel } from "../../../channels/channel.ts";
import type { SmtpSettings } from "../../../channels/email-smtp/index.ts";
import { type Context, runInOrganisation } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";
import { closeAttempts, type EndedAttempt } from "./close.ts";
import { groupRequests } from "./group-requests.ts";
import type { HandOverAnswer, HandOverPort, HandOverRequest } from "./hand-over.ts";

/** When the commit before the dot came back, by both clocks: a sleep shows in at least one of them. */
export interface CommitTime {
  monotonicMs: number;
  wallMs: number;
}

export type CommittedAnswer = { answer: HandOverAnswer; committedAt: CommitTime };

/** What every part of one dispatcher shares. */
export interface Dispatcher {
  platform: Platform;
  channel: Channel<SmtpSettings>;
  workerId: () => string;
  isStopping: () => boolean;
  /** Calls when the dispatcher begins to stop, unless the answer was called before. */
  onStop: (tell: () => void) => () => void;
  inOrganisation: <Result>(orgId: string, work: (ctx: Context) => Promise<Result>) => Promise<Result>;
  handOver: (orgId: string, request: HandOverRequest) => Promise<CommittedAnswer>;
  close: (orgId: string, ended: EndedAttempt) => Promise<boolean>;
  /** Waits until this process may open one more connection; the answer gives it back. */
  takeConnection: () => Promise<() => void>;
  /** Whether somebody waits for a connection at this moment. */
  isAwaited: () => boolean;
}

const groupWaitMs = 3;
const mostInGroup = 200;

export interface DispatcherParts {
  platform: Platform;
  handOver: HandOverPort;
  channel: Channel<SmtpSettings>;
  workerId: () => string;
  onStop: (tell: () => void) => () => void;
  isStopping: () => boolean;
  mostConnections: number;
}

export function makeDispatcher(parts: DispatcherParts): Dispatcher {
  const inOrganisation: Dispatcher["inOrganisation"] = (orgId, work) => inDispatch(parts.platform, orgId, work);
  const handOvers = perOrganisation((orgId) =>
    groupRequests<HandOverRequest, CommittedAnswer>({
      waitMs: groupWaitMs,
      mostAtOnce: mostInGroup,
      run: async (requests) => {
        const answers = await parts.handOver(orgId, requests);
        const committedAt = { monotonicMs: performance.now(), wallMs: Date.now() };
        return answers.map((answer) => ({ answer, committedAt }));
      },
    }),
  );
  const closes = perOrganisation((orgId) =>
    groupRequests<EndedAttempt, boolean>({
      waitMs: groupWaitMs,
      mostAtOnce: mostInGroup,
      run: (ended) => inOrganisation(orgId, (ctx) => closeAttempts(ctx, ended)),
    }),
  );
  return {
    platform: parts.platform,
    channel: parts.channel,
    workerId: parts.workerId,
    isStopping: parts.isStopping,
    onStop: parts.onStop,
    inOrganisation,
    handOver: (orgId, request) => handOvers(orgId)(request),
    close: (orgId, ended) => closes(orgId)(ended),
    ...connectionTurns(parts.mostConnections),
  };
}

export function inDispatch<Result>(
  platform: Platform,
  orgId: string,
  work: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  const scope = { orgId, actor: { kind: "system", name: "dispatcher" }, database: platform.preparedDatabase } as const;
  return runInOrganisation(platform, scope, work);
}

function perOrganisation<Group>(make: (orgId: string) => Group): (orgId: string) => Group {
  const groups = new Map<string, Group>();
  return (orgId) => {
    const group = groups.get(orgId) ?? make(orgId);
    groups.set(orgId, group);
    return group;
  };
}

/** First come, first served. */
function connectionTurns(most: number): Pick<Dispatcher, "takeConnection" | "isAwaited"> {
  let free = most;
  const waiting: (() => void)[] = [];
  const release = () => {
    const next = waiting.shift();
    if (next) next();
    else free++;
  };
  return {
    takeConnection: async () => {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      return release;
    },
    isAwaited: () => waiting.length > 0,
  };
}

/** What must be written down is tried until it is: a message that left is never forgotten because the database was away. */
export async function insist<Result>(platform: Platform, work: () => Promise<Result>): Promise<Result> {
  for (let waitMs = 100; ; waitMs = Math.min(waitMs * 2, 5_000)) {
    try {
      return await work();
    } catch (error) {
      platform.logger.warn({ error }, "could not be written down yet");
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}
