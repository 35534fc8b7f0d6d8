import { passCrashPoint } from "../../../platform/crash-points.ts";
import type { ClaimedMessage } from "./claim.queries.ts";
import { giveBack } from "./claim.ts";
import { claimFromLanes, hasUrgentLane } from "./claim-from-lanes.ts";
import { insist } from "./dispatcher.ts";
import type { SenderRun } from "./run-sender.ts";

/** A quarter of a second's work at most, so that other workers find something too. */
const quickMs = 250;
const slowMs = 1_000;
const mostAhead = 500;

/** The next message of the run; undefined when there is none now. `onClaimed` hears when more have come. */
export async function take(run: SenderRun, onClaimed: () => void): Promise<ClaimedMessage | undefined> {
  if (isOver(run)) return undefined;
  if (run.buffer.length === 0 || hasUrgentLane(run)) await fill(run, onClaimed);
  return takeReady(run, onClaimed);
}

/** Without waiting: only what is claimed already. Urgent mail that is claimed meanwhile is first the next time. */
export function takeReady(run: SenderRun, onClaimed: () => void): ClaimedMessage | undefined {
  if (isOver(run)) return undefined;
  const message = run.buffer.shift();
  if (run.buffer.length < run.ahead.wanted / 2 || hasUrgentLane(run)) void fill(run, onClaimed).catch(() => undefined);
  return message;
}

export function isOver(run: SenderRun): boolean {
  return run.isResting || run.isCrowdedOut || run.dispatcher.isStopping();
}

export async function giveBackBuffer(run: SenderRun, lane?: string): Promise<void> {
  const given = run.buffer.filter((message) => lane === undefined || message.lane === lane);
  run.buffer = run.buffer.filter((message) => !given.includes(message));
  if (given.length === 0) return;
  await insist(run.dispatcher.platform, () => run.dispatcher.inOrganisation(run.orgId, (ctx) => giveBack(ctx, given)));
}

async function fill(run: SenderRun, onClaimed: () => void): Promise<void> {
  run.filling ??= claimMore(run, onClaimed).finally(() => {
    run.filling = undefined;
  });
  await run.filling;
}

async function claimMore(run: SenderRun, onClaimed: () => void): Promise<void> {
  if (isOver(run) || ![...run.lanes.values()].some((lane) => !lane.isEmpty)) return;
  adjust(run);
  const claimed = await claimFromLanes(run, run.ahead.wanted - run.buffer.length);
  if (claimed.length === 0) return;
  await passCrashPoint("claim.after-commit");
  run.buffer.push(...claimed);
  run.buffer.sort((left, right) => urgency(run, left) - urgency(run, right));
  onClaimed();
}

/** Twice the connections ahead at least: a claimed message is safe to give back, but nobody else can send it meanwhile. */
function adjust(run: SenderRun): void {
  const now = performance.now();
  const tookMs = now - run.ahead.filledAt;
  const least = run.mostConnections * 2;
  const most = Math.max(least, mostAhead);
  if (tookMs < quickMs) run.ahead.wanted = Math.min(most, run.ahead.wanted * 2);
  else if (tookMs > slowMs) run.ahead.wanted = Math.max(least, Math.floor(run.ahead.wanted / 2));
  run.ahead.filledAt = now;
}

function urgency(run: SenderRun, message: ClaimedMessage): number {
  return run.lanes.get(message.lane)?.priority ?? 9;
}
