import type { ChannelErrorKind, ChannelPhase, NotSent, Outcome, OutgoingMail, Reply } from "../channel.ts";
import { endOf, stuffDots } from "./dot-stuffing.rules.ts";
import type { Envelope } from "./envelope.rules.ts";
import type { SmtpBeginResult } from "./smtp-connection.ts";
import { brokenProtocol, type Loss, type SmtpSession } from "./smtp-session.ts";
import type { SmtpTimeouts } from "./smtp-settings.ts";

type Stage = Extract<ChannelPhase, "mail" | "rcpt" | "data" | "body" | "dot">;

/** Everything about one message between MAIL and the reply to its dot. */
interface Transaction {
  session: SmtpSession;
  timeouts: SmtpTimeouts;
  mail: OutgoingMail;
  /** What the next reply, or its absence, is about. */
  stage: Stage;
  /** The first clear no; the replies to what was said behind it are read before it counts. */
  refusal: Outcome | undefined;
  ended: Outcome | undefined;
  isAttended: boolean;
  onEnd: (outcome: Outcome) => void;
  forget: () => void;
}

export interface StartedTransaction {
  mail: OutgoingMail;
  /** Resolves when the server has everything but the final dot, or when the message ended before that. */
  begun: Promise<SmtpBeginResult>;
  /** From now on somebody waits for it: the time of the server's answers counts. */
  attend: () => void;
}

export interface TransactionStart {
  mail: OutgoingMail;
  envelope: Envelope;
  timeouts: SmtpTimeouts;
  /** The message before this one was refused half-way. */
  resetFirst: boolean;
  /** Called as the dot is written: what it says then leaves with it (RFC 2920). */
  beforeNext: (next: OutgoingMail | undefined) => void;
}

export function startTransaction(session: SmtpSession, start: TransactionStart): StartedTransaction {
  const { promise, resolve } = Promise.withResolvers<SmtpBeginResult>();
  const transaction: Transaction = {
    session,
    timeouts: start.timeouts,
    mail: start.mail,
    stage: "mail",
    refusal: undefined,
    ended: undefined,
    isAttended: false,
    onEnd: (ended) => resolve({ ended }),
    forget: session.onLost((loss) => end(transaction, outcomeOfLoss(transaction, loss))),
  };
  const atTheDot = () => {
    session.expectNothing();
    resolve({
      atTheDot: {
        finish: (_permit, next) => finish(transaction, () => start.beforeNext(next)),
        drop: () => {
          end(transaction, notSent(transaction.stage, "dropped-by-us", "the message was not ended"));
          session.cut(brokenProtocol("dropped by us"));
        },
      },
    });
  };
  sayEnvelope(transaction, start, () => writeBody(transaction, atTheDot));
  return {
    mail: start.mail,
    begun: promise,
    attend: () => {
      transaction.isAttended = true;
      if (!transaction.ended && transaction.stage !== "dot") session.expectWithin(start.timeouts.replyMs);
    },
  };
}

type Hear = (reply: Reply | undefined) => void;

/** What is said before the body. */
interface Opening {
  transaction: Transaction;
  /** Without PIPELINING: what waits for the answer to the command before it. */
  unsaid: { said: string; hear: Hear }[];
  onGoAhead: () => void;
}

interface Step {
  /** First digit of the answer that lets the message go on. */
  wanted: number;
  leadsTo: Stage;
}

const steps = {
  mail: { wanted: 2, leadsTo: "rcpt" },
  rcpt: { wanted: 2, leadsTo: "data" },
  data: { wanted: 3, leadsTo: "body" },
} as const;

/** All at once where the server offers PIPELINING, else each after the answer to the one before. */
function sayEnvelope(
  transaction: Transaction,
  { envelope, resetFirst }: TransactionStart,
  onGoAhead: () => void,
): void {
  const opening: Opening = { transaction, unsaid: [], onGoAhead };
  const commands = [envelope.mailCommand, envelope.rcptCommand, "DATA\r\n"];
  const hearers: Hear[] = [
    (reply) => hear(opening, steps.mail, reply),
    (reply) => hear(opening, steps.rcpt, reply),
    (reply) => hear(opening, steps.data, reply),
  ];
  if (resetFirst) {
    commands.unshift("RSET\r\n");
    hearers.unshift((reply) => hearReset(opening, reply));
  }
  if (transaction.session.offered.pipelining) transaction.session.say(commands.join(""), hearers);
  else {
    opening.unsaid = hearers.map((hearer, index) => ({ said: commands[index] ?? "", hear: hearer }));
    sayNext(opening);
  }
}

function sayNext({ transaction, unsaid }: Opening): void {
  const command = unsaid.shift();
  if (command) transaction.session.say(command.said, [command.hear]);
}

function hear(opening: Opening, step: Step, reply: Reply | undefined): void {
  const { transaction } = opening;
  if (transaction.ended) return;
  if (firstDigit(reply) === step.wanted && !transaction.refusal) goOn(opening, step.leadsTo);
  else if (reply && transaction.refusal) hearAfterRefusal(transaction, reply, step === steps.data);
  else if (reply && reply.code >= 400) hearRefusal(transaction, reply, step === steps.data);
  else transaction.session.cut(brokenProtocol("the answer is none to this command"));
}

function goOn(opening: Opening, stage: Stage): void {
  const { transaction } = opening;
  transaction.stage = stage;
  if (transaction.isAttended) transaction.session.expectWithin(transaction.timeouts.replyMs);
  if (stage === "body") opening.onGoAhead();
  else sayNext(opening);
}

function firstDigit(reply: Reply | undefined): number {
  return Math.floor((reply?.code ?? 0) / 100);
}

/** Where all was said at once, the answers to the rest are read before it counts. */
function hearRefusal(transaction: Transaction, reply: Reply, isLast: boolean): void {
  transaction.refusal = refused(reply, transaction.stage);
  if (reply.code === 421) endAndCut(transaction, transaction.refusal);
  else if (isLast || !transaction.session.offered.pipelining) endRefused(transaction);
}

/** A server that wants a body for nobody can only be left: whatever we say next would be that body. */
function hearAfterRefusal(transaction: Transaction, reply: Reply, isData: boolean): void {
  if (reply.code === 421 || (isData && reply.code < 400)) endAndCut(transaction, transaction.refusal);
  else if (isData) endRefused(transaction);
}

function hearReset(opening: Opening, reply: Reply | undefined): void {
  const { transaction } = opening;
  if (transaction.ended) return;
  if (reply && reply.code < 300) sayNext(opening);
  else endAndCut(transaction, notSent("mail", "connection-lost", "the server did not take the reset"));
}

const pieceBytes = 64 * 1024;

/** The gate must not be asked while a slow line still carries the body; each piece that leaves shows that it moves. */
function writeBody(transaction: Transaction, onWholeBodyLeft: () => void): void {
  const { session, timeouts } = transaction;
  const body = stuffDots(transaction.mail.raw);
  const writeFrom = (offset: number) => {
    const piece = body.subarray(offset, offset + pieceBytes);
    session.write(piece, () => {
      if (transaction.ended) return;
      if (offset + piece.length >= body.length) return onWholeBodyLeft();
      if (transaction.isAttended) session.expectWithin(timeouts.replyMs);
      writeFrom(offset + piece.length);
    });
  };
  writeFrom(0);
}

function finish(transaction: Transaction, sayNext: () => void): Promise<Outcome> {
  const { session, mail, timeouts } = transaction;
  return new Promise((resolve) => {
    // The server may have hung up while we asked for the permit: then there was never a dot.
    if (transaction.ended) return resolve(transaction.ended);
    transaction.onEnd = resolve;
    transaction.stage = "dot";
    session.expectWithin(timeouts.dotMs);
    session.together(() => {
      session.say(endOf(mail.raw), [(reply) => hearAboutDot(transaction, reply)]);
      sayNext();
    });
  });
}

function hearAboutDot(transaction: Transaction, reply: Reply | undefined): void {
  if (transaction.ended) return;
  if (!reply || (reply.code >= 300 && reply.code < 400))
    transaction.session.cut(brokenProtocol("the answer to the message is no reply"));
  else if (reply.code < 300) end(transaction, { outcome: "accepted", reply });
  else if (reply.code === 421) endAndCut(transaction, refused(reply, "replied"));
  else end(transaction, refused(reply, "replied"));
}

function endRefused(transaction: Transaction): void {
  if (transaction.refusal) end(transaction, transaction.refusal);
}

function endAndCut(transaction: Transaction, outcome: Outcome | undefined): void {
  if (outcome) end(transaction, outcome);
  transaction.session.cut(brokenProtocol("this conversation cannot go on"));
}

function end(transaction: Transaction, outcome: Outcome): void {
  if (transaction.ended) return;
  transaction.ended = outcome;
  transaction.forget();
  transaction.session.expectNothing();
  transaction.onEnd(outcome);
}

function outcomeOfLoss({ stage }: Transaction, loss: Loss): Outcome {
  if (stage === "dot") return { outcome: "uncertain", phase: "dot" };
  if (loss.reply && loss.reply.code >= 400 && loss.kind === "protocol-broken") return refused(loss.reply, stage);
  return { outcome: "not-sent", phase: stage, error: loss };
}

function refused(reply: Reply, phase: ChannelPhase): Outcome {
  return { outcome: reply.code < 500 ? "rejected-temporarily" : "rejected-permanently", phase, reply };
}

export function notSent(phase: ChannelPhase, kind: ChannelErrorKind, detail: string): NotSent {
  return { outcome: "not-sent", phase, error: { kind, code: null, detail, reply: null } };
}
