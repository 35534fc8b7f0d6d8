import type { ChannelConnection, NotSent } from "../../../channels/channel.ts";
import { passCrashPoint } from "../../../platform/crash-points.ts";
import { resolveSenderConnection, type SenderConnection } from "../../senders/index.ts";
import type { ClaimedMessage } from "./claim.queries.ts";
import { giveBack } from "./claim.ts";
import { claimFromLanes, hasUrgentLane, type LaneWork } from "./claim-from-lanes.ts";
import { type DeliveryNews, deliver, end } from "./deliver.ts";
import { type Dispatcher, insist } from "./dispatcher.ts";
import { freeConnectionSlot, takeConnectionSlot } from "./sender-queue.queries.ts";
import { noteVerdict } from "./sender-rest.ts";

const mostMessagesPerConnection = 100;
/** A sender that has been served so many messages on a connection lets others have it, if any wait. */
const turnLength = 50;

/** The work of one sender in this process, as long as there is some. */
export interface SenderRun {
  dispatcher: Dispatcher;
  orgId: string;
  line: SenderConnection;
  lanes: Map<string, LaneWork>;
  /** Claimed and not begun, the most urgent first. */
  buffer: ClaimedMessage[];
  mostConnections: number;
  connections: number;
  /** Connections that look for a message at this moment. */
  idle: number;
  /** In a row, as far as this run knows. */
  failures: number;
  /** The server refused us, or we failed ourselves: nothing more is tried in this run. */
  isResting: boolean;
  /** All the sender's connections are in other hands. */
  isCrowdedOut: boolean;
  filling: Promise<void> | undefined;
  recoveredAt: number;
  hasEnded: PromiseWithResolvers<void>;
}

/** Ends when the lanes have nothing more to give now, and gives back what was claimed too early. */
export async function runSender(run: SenderRun): Promise<void> {
  startConnection(run);
  await run.hasEnded.promise;
  await giveBackBuffer(run);
}

function startConnection(run: SenderRun): void {
  run.connections++;
  run.idle++;
  serveConnection(run)
    .catch((error: unknown) => {
      run.dispatcher.platform.logger.error({ error, senderId: run.line.senderId }, "a connection's work failed");
      run.isResting = true;
    })
    .finally(() => {
      run.connections--;
      run.idle--;
      if (wantsConnection(run)) startConnection(run);
      else if (run.connections === 0) run.hasEnded.resolve();
    });
}

function isOver(run: SenderRun): boolean {
  return run.isResting || run.isCrowdedOut || run.dispatcher.isStopping();
}

function wantsConnection(run: SenderRun): boolean {
  return !isOver(run) && run.buffer.length > run.idle && run.connections < run.mostConnections;
}

/** Up to twice the connections ahead: a claimed message is safe to give back, but nobody else can send it meanwhile. */
async function fill(run: SenderRun): Promise<void> {
  run.filling ??= claimMore(run).finally(() => {
    run.filling = undefined;
  });
  await run.filling;
}

async function claimMore(run: SenderRun): Promise<void> {
  if (isOver(run)) return;
  const claimed = await claimFromLanes(run, run.mostConnections * 2 - run.buffer.length);
  if (claimed.length === 0) return;
  await passCrashPoint("claim.after-commit");
  run.buffer.push(...claimed);
  run.buffer.sort((left, right) => urgency(run, left) - urgency(run, right));
  while (wantsConnection(run)) startConnection(run);
}

function urgency(run: SenderRun, message: ClaimedMessage): number {
  return run.lanes.get(message.lane)?.priority ?? 9;
}

async function take(run: SenderRun): Promise<ClaimedMessage | undefined> {
  if (isOver(run)) return undefined;
  if (run.buffer.length === 0 || hasUrgentLane(run)) await fill(run);
  else if (run.buffer.length < run.mostConnections) void fill(run).catch(() => undefined);
  return isOver(run) ? undefined : run.buffer.shift();
}

async function serveConnection(run: SenderRun): Promise<void> {
  const release = await run.dispatcher.takeConnection();
  try {
    const slot = await takeSlot(run);
    if (slot === undefined) return;
    try {
      await serveMessages(run);
    } finally {
      await freeSlot(run, slot);
    }
  } finally {
    release();
  }
}

async function serveMessages(run: SenderRun): Promise<void> {
  const held: { connection?: ChannelConnection } = {};
  try {
    for (let served = 0; served < turnLength || !run.dispatcher.isAwaited(); served++) {
      const message = await take(run);
      if (!message || !(await serveNext(run, held, message))) return;
    }
  } finally {
    await held.connection?.close();
  }
}

/** False when no connection can be had. */
async function serveNext(
  run: SenderRun,
  held: { connection?: ChannelConnection },
  message: ClaimedMessage,
): Promise<boolean> {
  const opened = held.connection?.isOpen ? { connection: held.connection } : await open(run);
  if ("ended" in opened) {
    await failToOpen(run, message, opened.ended);
    return false;
  }
  held.connection = opened.connection;
  await serveMessage(run, opened.connection, message);
  if (opened.connection.begunCount >= mostMessagesPerConnection) await opened.connection.close();
  return true;
}

async function serveMessage(run: SenderRun, connection: ChannelConnection, message: ClaimedMessage): Promise<void> {
  run.idle--;
  try {
    await learn(run, message, await deliver(run.dispatcher, connection, { orgId: run.orgId, message, line: run.line }));
  } finally {
    run.idle++;
  }
}

async function failToOpen(run: SenderRun, message: ClaimedMessage, outcome: NotSent): Promise<void> {
  const delivery = { orgId: run.orgId, message, line: run.line };
  await learn(run, message, await end(run.dispatcher, { delivery, outcome, handedOverAt: null }));
}

async function open(run: SenderRun): Promise<{ connection: ChannelConnection } | { ended: NotSent }> {
  const resolved = await resolveSenderConnection(run.dispatcher.platform, run.line);
  return "ended" in resolved ? { ended: resolved.ended } : run.dispatcher.channel.open(resolved.settings);
}

/** Good news is written down only after bad news, so that a healthy sender costs nothing. */
async function learn(run: SenderRun, message: ClaimedMessage, news: DeliveryNews): Promise<void> {
  const lane = run.lanes.get(message.lane);
  if (news.held && lane) {
    lane.isEmpty = true;
    await giveBackBuffer(run, message.lane);
  }
  const { verdict, outcome } = news;
  if (outcome === null || verdict === "unknown" || (verdict === "works" && run.failures === 0)) return;
  const rests = await insist(run.dispatcher.platform, () =>
    run.dispatcher.inOrganisation(run.orgId, (ctx) =>
      noteVerdict(ctx, { senderId: run.line.senderId, verdict, outcome }),
    ),
  );
  run.failures = verdict === "works" ? 0 : run.failures + 1;
  if (rests) run.isResting = true;
}

async function giveBackBuffer(run: SenderRun, lane?: string): Promise<void> {
  const given = run.buffer.filter((message) => lane === undefined || message.lane === lane);
  run.buffer = run.buffer.filter((message) => !given.includes(message));
  if (given.length === 0) return;
  await insist(run.dispatcher.platform, () => run.dispatcher.inOrganisation(run.orgId, (ctx) => giveBack(ctx, given)));
}

async function takeSlot(run: SenderRun): Promise<{ slot: number; workerId: string } | undefined> {
  const workerId = run.dispatcher.workerId();
  const wanted = { senderId: run.line.senderId, workerId, most: run.line.connections };
  const slot = await run.dispatcher.inOrganisation(run.orgId, (ctx) => takeConnectionSlot(ctx, wanted));
  if (slot !== undefined) return { slot, workerId };
  run.mostConnections = Math.max(0, run.connections - 1);
  if (run.mostConnections === 0) run.isCrowdedOut = true;
  return undefined;
}

async function freeSlot(run: SenderRun, { slot, workerId }: { slot: number; workerId: string }): Promise<void> {
  const freed = { senderId: run.line.senderId, slot, workerId };
  await insist(run.dispatcher.platform, () =>
    run.dispatcher.inOrganisation(run.orgId, (ctx) => freeConnectionSlot(ctx, freed)),
  );
}
