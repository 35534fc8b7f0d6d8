import type { Channel } from "../../../channels/channel.ts";
import type { SmtpSettings } from "../../../channels/email-smtp/index.ts";
import { type Context, runInOrganisation } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";
import type { HandOverPort } from "./hand-over.ts";
import { makeTurns, type Turns } from "./turns.ts";

/** What every part of one dispatcher shares. */
export interface Dispatcher {
  platform: Platform;
  channel: Channel<SmtpSettings>;
  workerId: () => string;
  isStopping: () => boolean;
  /** Calls when the dispatcher begins to stop, unless the answer was called before. */
  onStop: (tell: () => void) => () => void;
  inOrganisation: <Result>(orgId: string, work: (ctx: Context) => Promise<Result>) => Promise<Result>;
  turns: (orgId: string) => Turns;
  /** A message of this organisation is on a connection, until the answer is called. */
  enter: (orgId: string) => () => void;
  /** Waits until this process may open one more connection; the answer gives it back. */
  takeConnection: () => Promise<() => void>;
  /** Whether somebody waits for a connection at this moment. */
  isAwaited: () => boolean;
}

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
  const underWay = new Map<string, number>();
  const turns = perOrganisation((orgId) =>
    makeTurns({
      port: parts.handOver,
      inTransaction: (work) => inOrganisation(orgId, work),
      underWay: () => underWay.get(orgId) ?? 0,
    }),
  );
  return {
    platform: parts.platform,
    channel: parts.channel,
    workerId: parts.workerId,
    isStopping: parts.isStopping,
    onStop: parts.onStop,
    inOrganisation,
    turns,
    enter: (orgId) => {
      underWay.set(orgId, (underWay.get(orgId) ?? 0) + 1);
      return () => underWay.set(orgId, (underWay.get(orgId) ?? 1) - 1);
    },
    ...connectionTurns(parts.mostConnections),
  };
}

function inDispatch<Result>(
  platform: Platform,
  orgId: string,
  work: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  const scope = { orgId, actor: { kind: "system", name: "dispatcher" }, isPipelined: true } as const;
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
