import type { AtTheDot, ChannelConnection, Outcome, OutgoingMail } from "../../../channels/channel.ts";
import { giveBackMailSpace } from "../../../channels/email-smtp/index.ts";
import { passCrashPoint } from "../../../platform/crash-points.ts";
import type { SenderConnection } from "../../senders/index.ts";
import { atMost } from "./at-most.ts";
import type { ClaimedMessage } from "./claim.queries.ts";
import { giveBack } from "./claim.ts";
import type { EndedAttempt } from "./close.ts";
import { countAttempt } from "./count-attempt.ts";
import { type Dispatcher, insist, type SharedTurns } from "./dispatcher.ts";
import type { HandOverAnswer } from "./hand-over.ts";
import { msSince } from "./moment.ts";
import { type PlatformSlot, takePlatformSlot } from "./platform-slots.ts";
import { type PreparedMail, prepareMail } from "./prepare-mail.ts";
import { repeatSecondsOf } from "./repeat.rules.ts";
import { repeatPlaceOf, repeatTermsOf } from "./repeat-terms.ts";
import { judgeOutcome, type SenderVerdict } from "./retry.rules.ts";
import { endRepeats } from "./settle.queries.ts";

export interface Delivery {
  orgId: string;
  message: ClaimedMessage;
  line: SenderConnection;
}

/** What the rest of the sender's run must know about one message. */
export interface DeliveryNews {
  verdict: SenderVerdict;
  outcome: Outcome | null;
  /** Why messages of this lane cannot go on now. */
  held: "paused" | "limit" | null;
  /** The gate said no at the dot, or not now. */
  isRefused: boolean;
  /** When the end of the attempt is written down. */
  closed: Promise<void>;
}

/** So long after it was marked as handed over, somebody may have taken us for dead: then no dot is written. */
const dotDeadlineMs = 2_000;
/** Whose permit is older than this goes alone. */
const nextWaitMs = 100;

const nothingNew: DeliveryNews = {
  verdict: "unknown",
  outcome: null,
  held: null,
  isRefused: false,
  closed: Promise.resolve(),
};

/** A message that is ready for the wire. */
export interface PreparedDelivery extends Delivery {
  mail: PreparedMail;
  outgoing: OutgoingMail;
}

export type Preparation = PreparedDelivery | Promise<PreparedDelivery | undefined>;

/** Undefined when it can never be sent: that is written down then. At once where nothing has to be waited for; never throws. */
export function prepare(dispatcher: Dispatcher, delivery: Delivery): Preparation {
  if (delivery.message.isRepeat && delivery.message.repeatPlace !== repeatPlaceOf(delivery.line))
    return keepFromStrangers(dispatcher, delivery);
  try {
    const mail = prepareMail(dispatcher, delivery);
    return mail instanceof Promise ? finishPreparing(dispatcher, delivery, mail) : prepared(delivery, mail);
  } catch (error) {
    return failUnrendered(dispatcher, delivery, error);
  }
}

async function finishPreparing(
  dispatcher: Dispatcher,
  delivery: Delivery,
  mail: Promise<PreparedMail>,
): Promise<PreparedDelivery | undefined> {
  try {
    return prepared(delivery, await mail);
  } catch (error) {
    return failUnrendered(dispatcher, delivery, error);
  }
}

function prepared({ orgId, message, line }: Delivery, mail: PreparedMail): PreparedDelivery {
  const outgoing = { from: mail.envelopeFrom, to: message.recipientAddress, raw: mail.raw };
  return { orgId, message, line, mail, outgoing };
}

/** What may have arrived by one server is not brought to another one, which would deliver it a second time. */
async function keepFromStrangers(dispatcher: Dispatcher, { orgId, message }: Delivery): Promise<undefined> {
  await insist(dispatcher.platform, () =>
    dispatcher.inOrganisation(orgId, (ctx) => endRepeats(ctx, [message.messageId])),
  );
}

export interface Lane {
  connection: ChannelConnection;
  /** Called while the message waits for its permit: the time in which the next one can be made ready. */
  prepareNext: () => void;
  /** What is to be announced behind the dot, as soon as it is ready; mostly it is. */
  next: () => Preparation | undefined;
}

/** One message over one connection: body, commit, dot, reply, and what follows from it. Never throws. */
export async function deliver(dispatcher: Dispatcher, lane: Lane, delivery: PreparedDelivery): Promise<DeliveryNews> {
  const leave = turnsOf(dispatcher, delivery).enter();
  try {
    const begun = lane.connection.begin(delivery.outgoing);
    const first = await unlessStopped(dispatcher, begun);
    if (first === undefined) {
      void begun.then((late) => "atTheDot" in late && late.atTheDot.drop());
      return await returnMessage(dispatcher, delivery, {});
    }
    if ("ended" in first) return end(dispatcher, { delivery, outcome: first.ended, handedOverAt: null });
    return await passTheDot(dispatcher, lane, { delivery, atTheDot: first.atTheDot });
  } finally {
    leave();
  }
}

function turnsOf(dispatcher: Dispatcher, { orgId }: Delivery): SharedTurns {
  return dispatcher.turns(orgId);
}

/** A server that takes its time must not hold up a stop: what has no dot yet can go back. */
function unlessStopped<Result>(dispatcher: Dispatcher, work: Promise<Result>): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    const forget = dispatcher.onStop(() => resolve(undefined));
    work.then((result) => {
      forget();
      resolve(result);
    }, reject);
  });
}

interface Waiting {
  delivery: PreparedDelivery;
  atTheDot: AtTheDot;
}

async function passTheDot(dispatcher: Dispatcher, lane: Lane, { delivery, atTheDot }: Waiting): Promise<DeliveryNews> {
  const slot = await takeSlot(dispatcher, delivery);
  if (slot === undefined || slot === null) {
    atTheDot.drop();
    return slot === null ? returnMessage(dispatcher, delivery, { held: "limit" }) : putOff(dispatcher, delivery);
  }
  const asked = askToHandOver(dispatcher, delivery);
  lane.prepareNext();
  const answer = await asked;
  const next = await announceable(lane, answer);
  if (answer === undefined) {
    atTheDot.drop();
    return putOff(dispatcher, delivery);
  }
  if (answer.verdict !== "go" || msSince(answer.markedAt) > dotDeadlineMs || !slot.isValid()) {
    slot.giveBack();
    atTheDot.drop();
    return returnUnsent(dispatcher, delivery, answer);
  }
  const { permit, handedOverAt } = answer;
  const reply = atTheDot.finish(permit, next?.outgoing);
  await passCrashPoint("dot.written");
  const outcome = await reply;
  await passCrashPoint("reply.read");
  // The server has all of it; in any other case a socket may still hold some.
  if (outcome.outcome === "accepted") giveBackMailSpace(delivery.mail.raw);
  return end(dispatcher, { delivery, outcome, handedOverAt });
}

/** The dot waits no longer than this for what may come behind it: that may be large, or its signature late. */
function announceable(lane: Lane, answer: HandOverAnswer | undefined): Preparation | Promise<undefined> | undefined {
  const waitMs = answer?.verdict === "go" ? nextWaitMs - msSince(answer.markedAt) : 0;
  const next = waitMs > 0 ? lane.next() : undefined;
  return next instanceof Promise ? atMost(waitMs, next) : next;
}

/** Null when the limit of the installation's sender is reached; undefined when that could not be found out. */
function takeSlot(
  { platform }: Dispatcher,
  { line, message }: PreparedDelivery,
): PlatformSlot | Promise<PlatformSlot | null | undefined> {
  const slot = takePlatformSlot(platform, { line, isBatch: message.batchId !== null });
  if (!(slot instanceof Promise)) return slot;
  return slot.catch((error: unknown) => {
    platform.logger.error({ error, messageId: message.messageId }, "no place could be reserved");
    return undefined;
  });
}

/** Undefined when nobody can tell whether the commit was made: then there must be no dot. */
async function askToHandOver(dispatcher: Dispatcher, delivery: PreparedDelivery): Promise<HandOverAnswer | undefined> {
  const { message, mail, line } = delivery;
  try {
    const { messageIdHeader, sentFrom } = mail;
    const repeat = repeatTermsOf(line, mail.date);
    const answer = await turnsOf(dispatcher, delivery).handOver({ message, messageIdHeader, sentFrom, repeat });
    await passCrashPoint("hand-over.after-commit");
    return answer;
  } catch (error) {
    dispatcher.platform.logger.error({ error, messageId: message.messageId }, "hand-over failed");
    return undefined;
  }
}

/** No dot was written, and only this worker knows it: what is still under its token may be queued again. */
function returnUnsent(
  dispatcher: Dispatcher,
  delivery: Delivery,
  answer: HandOverAnswer,
): Promise<DeliveryNews> | DeliveryNews {
  const isRefused = answer.verdict === "stop" || (answer.verdict === "give-back" && answer.because === "lost");
  if (answer.verdict === "stop") return { ...nothingNew, isRefused };
  const held = answer.verdict === "give-back" && answer.because !== "lost" ? answer.because : null;
  return returnMessage(dispatcher, delivery, { held, isRefused });
}

/** Whatever kept the commit from happening must not come back at once, and a message that always does must end. */
async function putOff(dispatcher: Dispatcher, delivery: Delivery): Promise<DeliveryNews> {
  const { message } = delivery;
  const error = {
    kind: "dropped-by-us",
    code: null,
    detail: "the hand-over could not be written down",
    reply: null,
  } as const;
  const outcome: Outcome = { outcome: "not-sent", phase: "body", error };
  const isHopeless = message.attemptCount >= 10;
  const next = isHopeless
    ? ({ kind: "failed", reason: "messaging.tried-too-often", bounceClass: null } as const)
    : ({ kind: "retry", afterSeconds: 30 } as const);
  const workerId = dispatcher.workerId();
  await insist(dispatcher.platform, () =>
    turnsOf(dispatcher, delivery).close({ message, workerId, outcome, next, handedOverAt: null }),
  );
  return nothingNew;
}

async function returnMessage(
  dispatcher: Dispatcher,
  { orgId, message }: Delivery,
  why: Partial<DeliveryNews>,
): Promise<DeliveryNews> {
  await insist(dispatcher.platform, () => dispatcher.inOrganisation(orgId, (ctx) => giveBack(ctx, [message])));
  return { ...nothingNew, ...why };
}

interface End {
  delivery: Delivery;
  outcome: Outcome;
  handedOverAt: Date | null;
}

/** The connection need not wait for the commit: its next hand-over comes in the same one, or after it. */
export function end(dispatcher: Dispatcher, { delivery, outcome, handedOverAt }: End): DeliveryNews {
  const { message } = delivery;
  const { messageClass, attemptCount, isSecondCopy, isRepeat, repeats, secondsLeft } = message;
  const { next, sender } = judgeOutcome(outcome, {
    ...{ messageClass, isSecondCopy, isRepeat, repeats, secondsLeft },
    attemptsBefore: attemptCount,
    repeatSecondsLeft: isRepeat ? message.repeatSecondsLeft : repeatSecondsOf(delivery.line),
    jitter: Math.random(),
  });
  const ended = { message, workerId: dispatcher.workerId(), outcome, next, handedOverAt };
  return { verdict: sender, outcome, held: null, isRefused: false, closed: writeEnd(dispatcher, delivery, ended) };
}

async function writeEnd(dispatcher: Dispatcher, delivery: Delivery, ended: EndedAttempt): Promise<void> {
  await insist(dispatcher.platform, () => turnsOf(dispatcher, delivery).close(ended));
  countAttempt(dispatcher.platform.metrics, ended.outcome);
  await passCrashPoint("close.after-commit");
}

async function failUnrendered(dispatcher: Dispatcher, delivery: Delivery, error: unknown): Promise<undefined> {
  const { message } = delivery;
  dispatcher.platform.logger.error({ error, messageId: message.messageId }, "message cannot be rendered");
  const outcome: Outcome = {
    outcome: "not-sent",
    phase: "connect",
    error: { kind: "protocol-broken", code: null, detail: "the message could not be rendered", reply: null },
  };
  const next = { kind: "failed", reason: "messaging.not-renderable", bounceClass: null } as const;
  await insist(dispatcher.platform, () =>
    turnsOf(dispatcher, delivery).close({
      message,
      workerId: dispatcher.workerId(),
      outcome,
      next,
      handedOverAt: null,
    }),
  );
}
