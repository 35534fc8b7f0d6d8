import type { Channel } from "../../../channels/channel.ts";
import type { SmtpSettings } from "../../../channels/email-smtp/index.ts";
import { type Context, runInOrganisation } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";
import type { CrashMark, MarkedMessage } from "./crash-mark.ts";
import type { HandOverPort } from "./hand-over.ts";
import { makePace, type Pace } from "./pace.ts";
import { makeSpareTime, type SpareTime } from "./spare-time.ts";
import { makeTurns, type TurnParts, type Turns } from "./turns.ts";

/** What every part of one dispatcher shares. */
export interface Dispatcher {
  platform: Platform;
  channel: Channel<SmtpSettings>;
  workerId: () => string;
  isStopping: () => boolean;
  /** Calls when the dispatcher begins to stop, unless the answer was called before. */
  onStop: (tell: () => void) => () => void;
  /** This message is being made ready, until the answer is called: should the process die now, it is to blame. */
  mark: (message: MarkedMessage) => () => void;
  inOrganisation: <Result>(orgId: string, work: (ctx: Context) => Promise<Result>) => Promise<Result>;
  /** What the connections of one organisation commit together. */
  turns: (orgId: string) => SharedTurns;
  /** Waits until this process may open one more connection; the answer gives it back. */
  takeConnection: () => Promise<() => void>;
  /** Whether somebody waits for a connection at this moment. */
  isAwaited: () => boolean;
  inSpareTime: SpareTime;
  pace: Pace;
}

export interface SharedTurns extends Turns {
  /** A message is on a connection, until the answer is called. */
  enter: () => () => void;
}

export interface DispatcherParts {
  platform: Platform;
  handOver: HandOverPort;
  channel: Channel<SmtpSettings>;
  workerId: () => string;
  onStop: (tell: () => void) => () => void;
  isStopping: () => boolean;
  crashMark: CrashMark;
  mostConnections: number;
}

export function makeDispatcher(parts: DispatcherParts): Dispatcher {
  const inOrganisation: Dispatcher["inOrganisation"] = (orgId, work) => inDispatch(parts.platform, orgId, work);
  const turns = perOrganisation((orgId) => makeSharedTurns(parts.handOver, (work) => inOrganisation(orgId, work)));
  return {
    platform: parts.platform,
    channel: parts.channel,
    workerId: parts.workerId,
    isStopping: parts.isStopping,
    onStop: parts.onStop,
    mark: (message) => parts.crashMark.set(parts.workerId(), message),
    inOrganisation,
    turns,
    ...connectionTurns(parts.mostConnections),
    inSpareTime: makeSpareTime(),
    pace: makePace(),
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

function makeSharedTurns(port: HandOverPort, inTransaction: TurnParts["inTransaction"]): SharedTurns {
  let underWay = 0;
  const turns = makeTurns({ port, inTransaction, underWay: () => underWay });
  return {
    ...turns,
    enter: () => {
      underWay++;
      return () => {
        underWay--;
      };
    },
  };
}

function perOrganisation(make: (orgId: string) => SharedTurns): Dispatcher["turns"] {
  const known = new Map<string, SharedTurns>();
  return (orgId) => {
    const turns = known.get(orgId) ?? make(orgId);
    known.set(orgId, turns);
    return turns;
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
