import type { AtTheDot, ChannelConnection, Outcome } from "../../../channels/channel.ts";
import { passCrashPoint } from "../../../platform/crash-points.ts";
import type { SenderConnection } from "../../senders/index.ts";
import type { ClaimedMessage } from "./claim.queries.ts";
import { giveBack } from "./claim.ts";
import { countAttempt } from "./count-attempt.ts";
import { type CommitTime, type CommittedAnswer, type Dispatcher, insist } from "./dispatcher.ts";
import type { HandOverAnswer } from "./hand-over.ts";
import { type PreparedMail, prepareMail } from "./prepare-mail.ts";
import { judgeOutcome, type SenderVerdict } from "./retry.rules.ts";

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
}

/** After this time between the commit and the dot, somebody may have taken us for dead: then no dot is written. */
const dotDeadlineMs = 2_000;

const nothingNew: DeliveryNews = { verdict: "unknown", outcome: null, held: null };

/** One message over one connection: body, commit, dot, reply, and what follows from it. Never throws. */
export async function deliver(
  dispatcher: Dispatcher,
  connection: ChannelConnection,
  delivery: Delivery,
): Promise<DeliveryNews> {
  const mail = await prepareMail(dispatcher, delivery).catch((error: unknown) => {
    dispatcher.platform.logger.error({ error, messageId: delivery.message.messageId }, "message cannot be rendered");
    return undefined;
  });
  if (!mail) return failUnrendered(dispatcher, delivery);
  const to = delivery.message.recipientAddress;
  const begun = connection.begin({ from: mail.envelopeFrom, to, raw: mail.raw });
  const first = await unlessStopped(dispatcher, begun);
  if (first === undefined) {
    void begun.then((late) => "atTheDot" in late && late.atTheDot.drop());
    return returnMessage(dispatcher, delivery, null);
  }
  if ("ended" in first) return end(dispatcher, { delivery, outcome: first.ended, handedOverAt: null });
  return passTheDot(dispatcher, { delivery, mail, atTheDot: first.atTheDot });
}

/** A server that takes its time must not hold up a stop: what has no dot yet can go back. */
async function unlessStopped<Result>(dispatcher: Dispatcher, work: Promise<Result>): Promise<Result | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const forget = dispatcher.onStop(() => resolve(undefined));
  try {
    return await Promise.race([work, promise]);
  } finally {
    forget();
  }
}

interface Waiting {
  delivery: Delivery;
  mail: PreparedMail;
  atTheDot: AtTheDot;
}

async function passTheDot(dispatcher: Dispatcher, { delivery, mail, atTheDot }: Waiting): Promise<DeliveryNews> {
  const committed = await askToHandOver(dispatcher, delivery, mail);
  if (committed === undefined) {
    atTheDot.drop();
    return putOff(dispatcher, delivery);
  }
  if (committed.answer.verdict !== "go" || isLate(committed.committedAt)) {
    atTheDot.drop();
    return returnUnsent(dispatcher, delivery, committed.answer);
  }
  const { permit, handedOverAt } = committed.answer;
  const reply = atTheDot.finish(permit);
  await passCrashPoint("dot.written");
  const outcome = await reply;
  await passCrashPoint("reply.read");
  return end(dispatcher, { delivery, outcome, handedOverAt });
}

/** Undefined when nobody can tell whether the commit was made: then there must be no dot. */
async function askToHandOver(
  dispatcher: Dispatcher,
  { orgId, message }: Delivery,
  mail: PreparedMail,
): Promise<CommittedAnswer | undefined> {
  try {
    const committed = await dispatcher.handOver(orgId, {
      message,
      messageIdHeader: mail.messageIdHeader,
      sentFrom: mail.sentFrom,
    });
    await passCrashPoint("hand-over.after-commit");
    return committed;
  } catch (error) {
    dispatcher.platform.logger.error({ error, messageId: message.messageId }, "hand-over failed");
    return undefined;
  }
}

function isLate(committedAt: CommitTime): boolean {
  const slept = Math.max(performance.now() - committedAt.monotonicMs, Date.now() - committedAt.wallMs);
  return slept > dotDeadlineMs;
}

/** No dot was written, and only this worker knows it: what is still under its token may be queued again. */
function returnUnsent(
  dispatcher: Dispatcher,
  delivery: Delivery,
  answer: HandOverAnswer,
): Promise<DeliveryNews> | DeliveryNews {
  if (answer.verdict === "stop") return nothingNew;
  const held = answer.verdict === "give-back" && answer.because !== "lost" ? answer.because : null;
  return returnMessage(dispatcher, delivery, held);
}

/** Whatever kept the commit from happening must not come back at once, and a message that always does must end. */
async function putOff(dispatcher: Dispatcher, { orgId, message }: Delivery): Promise<DeliveryNews> {
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
    dispatcher.close(orgId, { message, workerId, outcome, next, handedOverAt: null }),
  );
  return nothingNew;
}

async function returnMessage(
  dispatcher: Dispatcher,
  { orgId, message }: Delivery,
  held: DeliveryNews["held"],
): Promise<DeliveryNews> {
  await insist(dispatcher.platform, () => dispatcher.inOrganisation(orgId, (ctx) => giveBack(ctx, [message])));
  return { ...nothingNew, held };
}

interface End {
  delivery: Delivery;
  outcome: Outcome;
  handedOverAt: Date | null;
}

export async function end(dispatcher: Dispatcher, { delivery, outcome, handedOverAt }: End): Promise<DeliveryNews> {
  const { orgId, message } = delivery;
  const { next, sender } = judgeOutcome(outcome, {
    ...message,
    attemptsBefore: message.attemptCount,
    jitter: Math.random(),
  });
  const workerId = dispatcher.workerId();
  await insist(dispatcher.platform, () => dispatcher.close(orgId, { message, workerId, outcome, next, handedOverAt }));
  countAttempt(dispatcher.platform.metrics, outcome);
  await passCrashPoint("close.after-commit");
  return { verdict: sender, outcome, held: null };
}

async function failUnrendered(dispatcher: Dispatcher, { orgId, message }: Delivery): Promise<DeliveryNews> {
  const outcome: Outcome = {
    outcome: "not-sent",
    phase: "connect",
    error: { kind: "protocol-broken", code: null, detail: "the message could not be rendered", reply: null },
  };
  const next = { kind: "failed", reason: "messaging.not-renderable", bounceClass: null } as const;
  await insist(dispatcher.platform, () =>
    dispatcher.close(orgId, { message, workerId: dispatcher.workerId(), outcome, next, handedOverAt: null }),
  );
  return nothingNew;
}
