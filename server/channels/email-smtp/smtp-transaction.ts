import type { ChannelErrorKind, ChannelPhase, NotSent, Outcome, OutgoingMail } from "../channel.ts";
import { type HeldBody, holdBody } from "./held-body.ts";
import { readReply } from "./reply.rules.ts";
import type { SmtpBeginResult, SmtpLine } from "./smtp-connection.ts";
import { describeMessageFailure, type SmtpError } from "./smtp-errors.rules.ts";

export interface SmtpAtTheDot {
  finish: () => Promise<Outcome>;
  drop: () => void;
}

/** Everything about one message between MAIL and the reply to its dot. */
interface Transaction {
  line: SmtpLine;
  body: HeldBody;
  isDotWritten: boolean;
  repliesBefore: number;
  timer: NodeJS.Timeout | undefined;
  ended: Outcome | undefined;
  onEnd: (outcome: Outcome) => void;
}

/** Resolves when the server has everything but the final dot, or when the message ended before that. */
export function beginTransaction(line: SmtpLine, mail: OutgoingMail): Promise<SmtpBeginResult> {
  if (!line.isOpen())
    return Promise.resolve({ ended: notSent("connect", "connection-lost", "the connection is closed") });
  return new Promise((resolve) => {
    const transaction: Transaction = {
      line,
      body: holdBody(mail.raw, () => void whenWholeBodyLeft(line).then(() => atTheDot(transaction, resolve))),
      isDotWritten: false,
      repliesBefore: line.replyCount(),
      timer: undefined,
      ended: undefined,
      onEnd: (ended) => resolve({ ended }),
    };
    startTimer(transaction, line.timeouts.replyMs);
    const onLost = (error: Error) => end(transaction, outcomeOfFailure(transaction, error as SmtpError));
    line.smtp.once("error", onLost);
    line.smtp.send(
      { from: mail.from, to: [mail.to], size: mail.raw.length },
      transaction.body.stream,
      (error, info) => {
        line.smtp.removeListener("error", onLost);
        end(
          transaction,
          error ? outcomeOfFailure(transaction, error as SmtpError) : outcomeOfReply(transaction, info?.response),
        );
      },
    );
  });
}

function atTheDot(transaction: Transaction, resolve: (result: SmtpBeginResult) => void): void {
  if (transaction.ended) return;
  clearTimeout(transaction.timer);
  resolve({
    atTheDot: {
      finish: () =>
        new Promise((resolveOutcome) => {
          // The server may have hung up while we asked for the permit: then there was never a dot.
          if (transaction.ended) return resolveOutcome(transaction.ended);
          transaction.onEnd = resolveOutcome;
          transaction.isDotWritten = true;
          startTimer(transaction, transaction.line.timeouts.dotMs);
          transaction.body.release();
        }),
      drop: () => {
        transaction.line.cut();
        end(transaction, notSent("body", "dropped-by-us", "the message was not ended"));
      },
    },
  });
}

function end(transaction: Transaction, outcome: Outcome): void {
  if (transaction.ended) return;
  clearTimeout(transaction.timer);
  transaction.ended = outcome;
  transaction.onEnd(outcome);
}

/** Hanging up is all that is left after a time-out: a later reply must not be taken for that of the next message. */
function startTimer(transaction: Transaction, milliseconds: number): void {
  clearTimeout(transaction.timer);
  transaction.timer = setTimeout(() => {
    const phase = phaseOf(transaction);
    transaction.line.cut();
    end(
      transaction,
      transaction.isDotWritten
        ? { outcome: "uncertain", phase }
        : notSent(phase, "timed-out", "the server did not answer in time"),
    );
  }, milliseconds);
}

function outcomeOfReply(transaction: Transaction, response: string | undefined): Outcome {
  const reply = readReply(response);
  if (transaction.isDotWritten) {
    return reply && reply.code < 300
      ? { outcome: "accepted", reply }
      : lost(transaction, { outcome: "uncertain", phase: "dot" });
  }
  return lost(transaction, notSent("body", "protocol-broken", "the server answered before the end of the message"));
}

function outcomeOfFailure(transaction: Transaction, error: SmtpError): Outcome {
  const phase = phaseOf(transaction);
  const reply = error.code === "EENVELOPE" || error.code === "EMESSAGE" ? readReply(error.response) : undefined;
  if (reply && reply.code >= 400) {
    return {
      outcome: reply.code < 500 ? "rejected-temporarily" : "rejected-permanently",
      phase: phaseOfCommand(error, phase),
      reply,
    };
  }
  if (transaction.isDotWritten) return lost(transaction, { outcome: "uncertain", phase: "dot" });
  const described = describeMessageFailure(error);
  const isUsable = described.kind === "address-not-valid" || described.kind === "message-too-large";
  const outcome: NotSent = { outcome: "not-sent", phase, error: described };
  return isUsable ? outcome : lost(transaction, outcome);
}

/** A connection whose conversation went wrong is never used again. */
function lost(transaction: Transaction, outcome: Outcome): Outcome {
  transaction.line.cut();
  return outcome;
}

function phaseOf(transaction: Transaction): ChannelPhase {
  if (transaction.isDotWritten) return "dot";
  return (["mail", "rcpt", "data"] as const)[transaction.line.replyCount() - transaction.repliesBefore] ?? "body";
}

function phaseOfCommand(error: SmtpError, otherwise: ChannelPhase): ChannelPhase {
  if (otherwise === "dot") return "replied";
  if (error.command === "MAIL FROM") return "mail";
  if (error.command === "RCPT TO") return "rcpt";
  return otherwise === "body" && error.code === "EMESSAGE" ? "body" : "data";
}

function notSent(phase: ChannelPhase, kind: ChannelErrorKind, detail: string): NotSent {
  return { outcome: "not-sent", phase, error: { kind, code: null, detail, reply: null } };
}

/**
 * nodemailer's private fields, read here only and pinned by the contract test: what is still between the message and the
 * network. The gate must not be asked while a slow line still carries the body.
 */
interface Pipes {
  _socket: { writableLength: number; destroyed: boolean } | false | null;
  _currentDataStream: { writableLength: number; readableLength: number } | false;
}

async function whenWholeBodyLeft(line: SmtpLine): Promise<void> {
  const pipes = line.smtp as unknown as Pipes;
  for (let wait = 0; ; wait = Math.min(wait + 1, 20)) {
    await new Promise((resolve) => (wait === 0 ? setImmediate(resolve) : setTimeout(resolve, wait)));
    const { _socket: socket, _currentDataStream: stream } = pipes;
    if (!line.isOpen() || !socket || socket.destroyed || !stream) return;
    if (stream.writableLength + stream.readableLength + socket.writableLength === 0) return;
  }
}
