import { senderChanged, type TestAnswer, type TestSenderInput } from "../../../contracts/senders.ts";
import type { ChannelErrorKind, Outcome } from "../../channels/channel.ts";
import { sendTestMail, type TestMail } from "../../channels/email-smtp/index.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { publish } from "../../platform/events.ts";
import { newId } from "../../platform/ids.ts";
import { phrase } from "../../platform/phrases.ts";
import type { Platform } from "../../platform/platform.ts";
import { recordAudit } from "../audit/index.ts";
import { getOrganisation } from "../identity/index.ts";
import { connectToOwnMailbox } from "./connect-to-own-mailbox.ts";
import { getAccountRow } from "./get-account-row.ts";
import { getSenderConnection } from "./get-sender-connection.ts";
import { resolveSenderConnection } from "./resolve-sender-connection.ts";
import { closeSenderBreaker } from "./sender-breaker.ts";
import type { SenderConnection, SenderConnectionAnswer } from "./sender-connection.ts";
import { countRecentTests, insertTest, updateTest } from "./sender-tests.queries.ts";
import { type AccountRow, lockAccount } from "./senders.queries.ts";
import { cleanReply, explainFailure, type SmtpFailure } from "./test-outcome.rules.ts";

/** The conversation with the server takes seconds, so it stands between two transactions and not in one. */
export interface TestSession {
  platform: Platform;
  run: <Result>(work: (ctx: Context) => Promise<Result>) => Promise<Result>;
}

export interface TestRequest extends TestSenderInput {
  senderId: string;
}

const testsAllowed = 6;
const withinMinutes = 10;
const patience = { connectMs: 10_000, greetingMs: 15_000, replyMs: 30_000, dotMs: 60_000 };

/** Really connects and really sends (X41, I6); what came out is kept, and is the state that the list shows. */
export async function testSender(session: TestSession, request: TestRequest): Promise<TestAnswer> {
  const prepared = await session.run((ctx) => prepareTest(ctx, request));
  const answer = prepared.answer.ready
    ? await talk(session.platform, { ...prepared, connection: prepared.answer.connection })
    : notReady(prepared.answer.reason);
  await session.run((ctx) => recordTest(ctx, { testId: prepared.testId, senderId: request.senderId, answer }));
  return answer;
}

interface PreparedTest {
  testId: string;
  account: AccountRow;
  answer: SenderConnectionAnswer;
  mail: Omit<TestMail, "from">;
}

async function prepareTest(ctx: Context, request: TestRequest): Promise<PreparedTest> {
  await lockAccount(ctx, request.senderId);
  const account = await getAccountRow(ctx, request.senderId);
  if ((await countRecentTests(ctx, account.senderId, withinMinutes)) >= testsAllowed) {
    throw refuse("senders.too-many-tests", { values: { minutes: withinMinutes } });
  }
  const testId = newId();
  await insertTest(ctx, testId, account.senderId);
  // Trying the settings of a mailbox that is switched off is how one finds out whether to switch it on.
  const answer =
    account.kind === "smtp"
      ? await connectToOwnMailbox(ctx, { ...account, isEnabled: true })
      : await getSenderConnection(ctx, account.senderId);
  return { testId, account, answer, mail: await writeMail(ctx, { account, answer, to: request.to }) };
}

async function writeMail(
  ctx: Context,
  { account, answer, to }: { account: AccountRow; answer: SenderConnectionAnswer; to: string },
): Promise<Omit<TestMail, "from">> {
  const { timeZone, name } = await getOrganisation(ctx);
  const date = new Intl.DateTimeFormat(ctx.language, { dateStyle: "long", timeStyle: "short", timeZone });
  const values = {
    name: account.displayName || name,
    address: answer.ready ? answer.connection.from.address : "",
    date: date.format(ctx.platform.clock.now()),
    user: "name" in ctx.actor ? ctx.actor.name : name,
  };
  return {
    to,
    subject: phrase(ctx.language, "senders:test.subject"),
    text: phrase(ctx.language, "senders:test.body", values),
  };
}

function notReady(reason: "not-connected" | "password-missing" | "off" | "removed"): TestAnswer {
  const outcome = reason === "password-missing" ? "password-missing" : "not-connected";
  return { outcome, hint: null, serverReply: null };
}

interface Conversation extends Pick<PreparedTest, "account" | "mail"> {
  connection: SenderConnection;
}

async function talk(platform: Platform, { account, mail, connection }: Conversation): Promise<TestAnswer> {
  const resolved = await resolveSenderConnection(platform, connection);
  const failure: SmtpFailure | undefined =
    "ended" in resolved
      ? { kind: kindOfRefusal(resolved.refusal), refused: null, reply: null }
      : failureOf(await sendTestMail({ ...resolved.settings, timeouts: patience }, { ...mail, from: connection.from }));
  if (failure === undefined) return { outcome: "accepted", hint: null, serverReply: null };
  const password = connection.signIn?.password ?? "";
  const explained = explainFailure(failure, {
    presetId: account.presetId,
    passwordHasStraySpaces: password !== password.trim(),
  });
  return { ...explained, serverReply: cleanReply(failure.reply) };
}

function kindOfRefusal(refusal: "host-not-found" | "host-lookup-failed" | "destination-not-allowed") {
  return refusal === "host-lookup-failed" ? "timed-out" : refusal;
}

/** Undefined when the server took the message. */
function failureOf(outcome: Outcome): SmtpFailure | undefined {
  switch (outcome.outcome) {
    case "accepted":
      return undefined;
    case "uncertain":
      return { kind: "no-answer-after-message", refused: null, reply: null };
    case "not-sent":
      return {
        kind: outcome.error.kind satisfies ChannelErrorKind,
        refused: null,
        reply: wordsOf(outcome.error.reply),
      };
    case "rejected-temporarily":
    case "rejected-permanently":
      return { kind: null, refused: whomRefused(outcome.phase), reply: wordsOf(outcome.reply) };
    default:
      return outcome satisfies never;
  }
}

function whomRefused(phase: string): "sender" | "recipient" | "message" {
  if (phase === "mail") return "sender";
  return phase === "rcpt" ? "recipient" : "message";
}

function wordsOf(reply: { code: number; enhancedCode: string | null; text: string } | null): string | null {
  if (reply === null) return null;
  const isInText = reply.enhancedCode === null || reply.text.includes(reply.enhancedCode);
  return `${reply.code} ${isInText ? "" : `${reply.enhancedCode} `}${reply.text}`;
}

interface FinishedTest {
  testId: string;
  senderId: string;
  answer: TestAnswer;
}

async function recordTest(ctx: Context, { testId, senderId, answer }: FinishedTest): Promise<void> {
  await updateTest(ctx, testId, { outcome: answer.outcome, hint: answer.hint });
  await recordAudit(ctx, {
    action: "senders.sender-tested",
    subjectKind: "sender",
    subjectId: senderId,
    details: { outcome: answer.outcome },
  });
  if (answer.outcome !== "accepted") return;
  await closeSenderBreaker(ctx, senderId);
  await publish(ctx, senderChanged, { senderId });
}
