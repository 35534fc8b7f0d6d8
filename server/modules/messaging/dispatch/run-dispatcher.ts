import type { Channel } from "../../../channels/channel.ts";
import type { SmtpSettings } from "../../../channels/email-smtp/index.ts";
import { channels } from "../../../channels/registry.ts";
import type { Background } from "../../../platform/module.ts";
import type { Platform } from "../../../platform/platform.ts";
import { isHeldByGap } from "../../consent/index.ts";
import { getSenderConnection, type SenderConnection } from "../../senders/index.ts";
import { atMost } from "./at-most.ts";
import type { LaneWork } from "./claim-from-lanes.ts";
import { openCrashMark } from "./crash-mark.ts";
import { type Dispatcher, insist, makeDispatcher } from "./dispatcher.ts";
import type { HandOverPort } from "./hand-over.ts";
import { recoverSender } from "./recover.ts";
import { failuresUntilBreaker } from "./retry.rules.ts";
import { runSender, type SenderRun, wakeRun } from "./run-sender.ts";
import { findSenderRest } from "./sender-queue.queries.ts";
import { settleLane } from "./settle-lane.ts";
import { onDispatchBell } from "./work-bell.ts";
import { type LifeOptions, repeat, startLife } from "./worker-life.ts";
import { type DueLane, listDueLanes } from "./workers.queries.ts";

export interface DispatcherOptions extends LifeOptions {
  channel?: Channel<SmtpSettings>;
  pollMs?: number;
  mostConnections?: number;
  /** How long a stop waits for the replies to dots that were written. */
  stopWithinMs?: number;
}

const mostLanesAtOnce = 500;
const notConnectedSeconds = 15;
const heldSeconds = 15;

/**
 * The worker that messages leave by, over the hand-over that it is given. The product gives it one, the committed one, in
 * `start-dispatcher.ts`; only the benchmark has another, to measure what the guarantees cost (a wall of the architecture).
 */
export async function runDispatcher(
  platform: Platform,
  handOver: HandOverPort,
  options: DispatcherOptions = {},
): Promise<Background> {
  const life = await startLife(platform, options);
  const stop = { isStopping: false };
  const toTell = new Set<() => void>();
  const crashMark = openCrashMark(platform.config.dataFolder);
  const dispatcher = makeDispatcher({
    platform,
    handOver,
    channel: options.channel ?? channels.email,
    workerId: life.workerId,
    onStop: (tell) => {
      toTell.add(tell);
      return () => toTell.delete(tell);
    },
    isStopping: () => stop.isStopping,
    crashMark,
    mostConnections: options.mostConnections ?? 100,
  });
  const runs: Runs = new Map();
  const looking = repeat(
    async () => lookForWork(dispatcher, runs),
    options.pollMs ?? 200,
    (error) => platform.logger.warn({ error }, "looking for work failed"),
  );
  const forgetBell = onDispatchBell(platform, looking.wake);
  return {
    stop: async () => {
      stop.isStopping = true;
      forgetBell();
      for (const tell of toTell) tell();
      await looking.stop();
      await atMost(options.stopWithinMs ?? 60_000, Promise.all([...runs.values()].map((run) => run.ended)));
      await life.stop();
      crashMark.remove();
    },
  };
}

interface Work {
  lanes: Map<string, LaneWork>;
  /** Somebody may have queued while every connection waits for its server. */
  wake: () => void;
}

type Runs = Map<string, { work: Work; ended: Promise<void> }>;

async function lookForWork(dispatcher: Dispatcher, runs: Runs): Promise<void> {
  const due = await listDueLanes(dispatcher.platform, mostLanesAtOnce);
  for (const [key, lanes] of bySender(due)) {
    const running = runs.get(key);
    if (running) {
      addLanes(running.work.lanes, lanes);
      running.work.wake();
      continue;
    }
    const first = lanes[0];
    if (!first || dispatcher.isStopping()) continue;
    const work: Work = { lanes: new Map(), wake: () => undefined };
    addLanes(work.lanes, lanes);
    const ended = serveSender(dispatcher, first, work)
      .catch((error: unknown) =>
        dispatcher.platform.logger.error({ error, senderId: first.senderId }, "sender's run failed"),
      )
      .finally(() => runs.delete(key));
    runs.set(key, { work, ended });
  }
}

function bySender(due: DueLane[]): Map<string, DueLane[]> {
  const senders = new Map<string, DueLane[]>();
  for (const lane of due) {
    const key = `${lane.orgId} ${lane.senderId}`;
    senders.set(key, [...(senders.get(key) ?? []), lane]);
  }
  return senders;
}

function addLanes(work: Map<string, LaneWork>, lanes: DueLane[]): void {
  for (const { lane, priority } of lanes) work.set(lane, { lane, priority, isEmpty: false });
}

interface Readiness {
  line: SenderConnection | null;
  failures: number;
  restsUntil: Date | null;
  /** The ledger is older than its witnesses: only security mail leaves until somebody confirms the restored backup. */
  isHeld: boolean;
}

async function serveSender(dispatcher: Dispatcher, { orgId, senderId }: DueLane, work: Work): Promise<void> {
  const ready = await dispatcher.inOrganisation(orgId, async (ctx): Promise<Readiness> => {
    const answer = await getSenderConnection(ctx, senderId);
    const line = answer.ready ? answer.connection : null;
    await recoverSender(ctx, senderId, line === null ? undefined : line.repeatGuard !== null);
    const rest = await findSenderRest(ctx, senderId);
    return { ...rest, line, isHeld: await isHeldByGap(ctx) };
  });
  const afterSeconds = await serveIfReady(dispatcher, { orgId, work, ready });
  for (const lane of work.lanes.keys()) {
    await insist(dispatcher.platform, () =>
      dispatcher.inOrganisation(orgId, async (ctx) => {
        const { restsUntil } = await findSenderRest(ctx, senderId);
        const waits = ready.isHeld && lane !== "security" ? heldSeconds : 0;
        await settleLane(ctx, { senderId, lane, notBefore: restsUntil, afterSeconds: Math.max(afterSeconds, waits) });
      }),
    );
  }
}

/** Answers how long the lanes must wait at least. */
async function serveIfReady(
  dispatcher: Dispatcher,
  { orgId, work, ready }: { orgId: string; work: Work; ready: Readiness },
): Promise<number> {
  const { line, failures, restsUntil } = ready;
  if (line === null) return notConnectedSeconds;
  if (restsUntil !== null) return 0;
  const isCrowdedOut = await serve(dispatcher, { orgId, work, line, failures });
  return isCrowdedOut ? 1 : 0;
}

interface Service {
  orgId: string;
  line: SenderConnection;
  work: Work;
  failures: number;
}

async function serve(dispatcher: Dispatcher, { orgId, line, work, failures }: Service): Promise<boolean> {
  const run: SenderRun = {
    dispatcher,
    orgId,
    line,
    lanes: work.lanes,
    failures,
    buffer: [],
    ahead: { wanted: line.connections * 2, filledAt: Number.NEGATIVE_INFINITY },
    toCheck: 0,
    // After so many failures one message probes; the others follow when it got through.
    mostConnections: failures >= failuresUntilBreaker ? 1 : line.connections,
    connections: 0,
    leaving: 0,
    idle: 0,
    isResting: false,
    isCrowdedOut: false,
    filling: undefined,
    recoveredAt: performance.now(),
    hasEnded: Promise.withResolvers<void>(),
  };
  work.wake = () => wakeRun(run);
  await runSender(run);
  return run.isCrowdedOut;
}
