import type { SenderConnection } from "../../senders/index.ts";
import type { ClaimedMessage } from "./claim.queries.ts";
import { giveBackBuffer, isOver } from "./claim-ahead.ts";
import type { LaneWork } from "./claim-from-lanes.ts";
import { type Dispatcher, insist } from "./dispatcher.ts";
import { freeConnectionSlot, takeConnectionSlot } from "./sender-queue.queries.ts";
import { allowedConnections, serveMessages } from "./serve-messages.ts";

/** The work of one sender in this process, as long as there is some. */
export interface SenderRun {
  dispatcher: Dispatcher;
  orgId: string;
  line: SenderConnection;
  lanes: Map<string, LaneWork>;
  /** Claimed and not begun, the most urgent first. */
  buffer: ClaimedMessage[];
  /** How many to claim ahead, by how fast they leave. */
  ahead: { wanted: number; filledAt: number };
  /** The next so many are asked about before they are claimed: some were refused at the dot lately. */
  toCheck: number;
  mostConnections: number;
  connections: number;
  /** Of those, such as go because the server asked for less. */
  leaving: number;
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

/** What has come may not wait behind a server that thinks: one more connection looks for it, if there may be one. */
export function wakeRun(run: SenderRun): void {
  const isAtWork = run.connections > 0 && run.idle === 0;
  if (isAtWork && !isOver(run) && mayHaveMore(run)) startConnection(run);
}

function mayHaveMore(run: SenderRun): boolean {
  return run.connections < Math.min(run.mostConnections, allowedConnections(run));
}

function startConnection(run: SenderRun): void {
  run.connections++;
  run.idle++;
  let hasLeft = false;
  serveConnection(run)
    .then((isLeaving) => {
      hasLeft = isLeaving;
    })
    .catch((error: unknown) => {
      run.dispatcher.platform.logger.error({ error, senderId: run.line.senderId }, "a connection's work failed");
      run.isResting = true;
    })
    .finally(() => {
      run.connections--;
      run.idle--;
      if (hasLeft) run.leaving--;
      if (wantsConnection(run)) startConnection(run);
      else if (run.connections === 0) void endUnlessMoreComes(run);
    });
}

/** A claim under way may still bring something, and starts connections for it. */
async function endUnlessMoreComes(run: SenderRun): Promise<void> {
  await run.filling?.catch(() => undefined);
  if (run.connections === 0) run.hasEnded.resolve();
}

function wantsConnection(run: SenderRun): boolean {
  return !isOver(run) && run.buffer.length > run.idle && mayHaveMore(run);
}

async function serveConnection(run: SenderRun): Promise<boolean> {
  const release = await run.dispatcher.takeConnection();
  try {
    const slot = await takeSlot(run);
    if (slot === undefined) return false;
    try {
      return await serveMessages({
        run,
        onClaimed: () => {
          while (wantsConnection(run)) startConnection(run);
        },
      });
    } finally {
      await freeSlot(run, slot);
    }
  } finally {
    release();
  }
}

/** Connections that begin together may want the same one: only where none was free, the sender's are all in other hands. */
async function takeSlot(run: SenderRun): Promise<{ slot: number; workerId: string } | undefined> {
  const workerId = run.dispatcher.workerId();
  const wanted = { senderId: run.line.senderId, workerId, most: run.line.connections };
  for (let tries = 0; tries < wanted.most * 2; tries++) {
    const answer = await run.dispatcher.inOrganisation(run.orgId, (ctx) => takeConnectionSlot(ctx, wanted));
    if (answer.slot !== null) return { slot: answer.slot, workerId };
    if (!answer.hadFree) break;
  }
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
