import type { ChannelConnection, NotSent } from "../../../channels/channel.ts";
import { resolveSenderConnection } from "../../senders/index.ts";
import type { ClaimedMessage } from "./claim.queries.ts";
import { giveBackBuffer, take, takeReady } from "./claim-ahead.ts";
import { type DeliveryNews, deliver, end, type Preparation, type PreparedDelivery, prepare } from "./deliver.ts";
import { insist } from "./dispatcher.ts";
import { asksForLess } from "./pace.rules.ts";
import type { SenderRun } from "./run-sender.ts";
import { noteVerdict } from "./sender-rest.ts";
import type { Postponed } from "./spare-time.ts";

const mostMessagesPerConnection = 100;
/** A sender that has been served so many messages on a connection lets others have it, if any wait. */
const turnLength = 50;
/** After a refusal at the dot, which costs the connection, so many are asked about as they are claimed. */
const checkAfterRefusal = 500;

/** What one connection has in its hands. */
interface Hands {
  run: SenderRun;
  onClaimed: () => void;
  served: number;
  isLeaving: boolean;
  connection: ChannelConnection | undefined;
  /** Made ready while the message before it waits for its permit. */
  next: NextMessage | undefined;
  closed: Promise<void>;
}

interface NextMessage {
  message: ClaimedMessage;
  prepared: Postponed<Preparation>;
}

export type Serving = Pick<Hands, "run" | "onClaimed">;

/** One message after another over one connection, as long as there are any. True: it goes because there are too many. */
export async function serveMessages({ run, onClaimed }: Serving): Promise<boolean> {
  const hands: Hands = {
    run,
    onClaimed,
    served: 0,
    isLeaving: false,
    connection: undefined,
    next: undefined,
    closed: Promise.resolve(),
  };
  try {
    while (mayGoOn(hands) && !leaves(hands)) {
      const next = await takeNext(hands);
      if (next === undefined) break;
      const delivery = await next.prepared();
      hands.served++;
      if (delivery && !(await serve(hands, delivery))) break;
    }
    return hands.isLeaving;
  } finally {
    if (hands.next) run.buffer.unshift(hands.next.message);
    await sayGoodbye(hands);
  }
}

/** Not before the last answer is written down: who leaves in order leaves no doubt behind, whatever kills them then. */
async function sayGoodbye({ connection, closed }: Hands): Promise<void> {
  await closed;
  await connection?.close();
}

function mayGoOn({ served, run }: Hands): boolean {
  return served < turnLength || !run.dispatcher.isAwaited();
}

/** Those that go already are counted, so that no more go than must. */
function leaves(hands: Hands): boolean {
  const { run } = hands;
  if (!isOneTooMany(run)) return false;
  hands.isLeaving = true;
  run.leaving++;
  return true;
}

/** So many as the server lets us have, by what it said lately. */
export function allowedConnections({ dispatcher, line }: SenderRun): number {
  return dispatcher.pace.allowed(line.senderId, line.connections);
}

function isOneTooMany(run: SenderRun): boolean {
  return run.connections - run.leaving > allowedConnections(run);
}

function takeNext(hands: Hands): NextMessage | Promise<NextMessage | undefined> | undefined {
  const { run, next } = hands;
  if (run.isResting || run.dispatcher.isStopping()) return undefined;
  hands.next = undefined;
  return next ?? claimNext(hands);
}

async function claimNext({ run, onClaimed }: Hands): Promise<NextMessage | undefined> {
  const message = await take(run, onClaimed);
  return message && { message, prepared: () => prepareFor(run, message) };
}

function prepareFor(run: SenderRun, message: ClaimedMessage): Preparation {
  return prepare(run.dispatcher, { orgId: run.orgId, message, line: run.line });
}

function prepareNext(hands: Hands): void {
  const { run, connection } = hands;
  const isLastOne = (connection?.begunCount ?? 0) >= mostMessagesPerConnection || !mayGoOn(hands) || isOneTooMany(run);
  if (isLastOne || hands.next) return;
  const message = takeReady(run, hands.onClaimed);
  if (message) hands.next = { message, prepared: run.dispatcher.inSpareTime(() => prepareFor(run, message)) };
}

/** False when no connection can be had. */
async function serve(hands: Hands, delivery: PreparedDelivery): Promise<boolean> {
  const { run } = hands;
  run.idle--;
  try {
    const opened = hands.connection?.isOpen ? { connection: hands.connection } : await open(run);
    if ("ended" in opened) {
      await learn(hands, delivery, end(run.dispatcher, { delivery, outcome: opened.ended, handedOverAt: null }));
      return false;
    }
    const { connection } = opened;
    hands.connection = connection;
    const lane = {
      connection,
      prepareNext: () => prepareNext(hands),
      next: () => hands.next?.prepared(),
    };
    await learn(hands, delivery, await deliver(run.dispatcher, lane, delivery));
    if (connection.begunCount >= mostMessagesPerConnection) await sayGoodbye(hands);
    return true;
  } finally {
    run.idle++;
  }
}

async function open(run: SenderRun): Promise<{ connection: ChannelConnection } | { ended: NotSent }> {
  const resolved = await resolveSenderConnection(run.dispatcher.platform, run.line);
  return "ended" in resolved ? { ended: resolved.ended } : run.dispatcher.channel.open(resolved.settings);
}

/** Good news is written down only after bad news, so that a healthy sender costs nothing. */
async function learn(hands: Hands, { message }: PreparedDelivery, news: DeliveryNews): Promise<void> {
  const { run } = hands;
  // Never more than one end that is not yet written down; only an accepted message's comes with the next hand-over.
  await hands.closed;
  hands.closed = news.closed;
  if (news.outcome?.outcome !== "accepted") await news.closed;
  if (news.isRefused) await checkFromNowOn(run);
  if (news.held) await holdLane(hands, message.lane);
  const { verdict, outcome } = news;
  if (outcome !== null && asksForLess(outcome)) slowDown(run);
  if (outcome === null || verdict === "unknown" || (verdict === "works" && run.failures === 0)) return;
  const rests = await insist(run.dispatcher.platform, () =>
    run.dispatcher.inOrganisation(run.orgId, (ctx) =>
      noteVerdict(ctx, { senderId: run.line.senderId, verdict, outcome }),
    ),
  );
  run.failures = verdict === "works" ? 0 : run.failures + 1;
  if (rests) run.isResting = true;
}

function slowDown(run: SenderRun): void {
  const { dispatcher, line } = run;
  if (!dispatcher.pace.slowDown(line.senderId, line.connections)) return;
  const connections = allowedConnections(run);
  dispatcher.platform.logger.info({ senderId: line.senderId, connections }, "the server asks for less at once");
}

/** Where one was refused there may be more: those that are claimed already are claimed again, and asked about. */
async function checkFromNowOn(run: SenderRun): Promise<void> {
  const isNew = run.toCheck === 0;
  run.toCheck = checkAfterRefusal;
  if (!isNew) return;
  await giveBackBuffer(run);
  for (const lane of run.lanes.values()) lane.isEmpty = false;
}

async function holdLane(hands: Hands, name: string): Promise<void> {
  const { run, next } = hands;
  const lane = run.lanes.get(name);
  if (!lane) return;
  lane.isEmpty = true;
  if (next?.message.lane === name) {
    hands.next = undefined;
    run.buffer.push(next.message);
  }
  await giveBackBuffer(run, name);
}
