import { onTestFinished } from "vitest";
import type { SendPermit } from "../../../contracts/send-permit.ts";
import type { SinkAction, SinkStep } from "../../../tests/support/sink-actions.ts";
import { type SinkOptions, type SmtpSink, startSmtpSink } from "../../../tests/support/smtp-sink.ts";
import type { ChannelConnection, Outcome } from "../channel.ts";
import { emailSmtpChannel } from "./email-smtp-channel.ts";
import type { SmtpSettings } from "./smtp-settings.ts";

export const permit = {} as unknown as SendPermit;
export const mail = {
  from: "we@example.org",
  to: "ada@example.org",
  raw: Buffer.from("Subject: x\r\n\r\n.dots stay dots\r\nend"),
};
const quick = { connectMs: 500, greetingMs: 400, replyMs: 300, dotMs: 400 };

/** Ends with the test that asked for it: the files share this module, and a hook of its own would be the first file's alone. */
export async function sinkWith(options: SinkOptions = {}): Promise<SmtpSink> {
  const sink = await startSmtpSink(options);
  onTestFinished(() => sink.stop());
  return sink;
}

export function settingsFor(sink: SmtpSink, more: Partial<SmtpSettings> = {}): SmtpSettings {
  return { host: "localhost", connectTo: "127.0.0.1", port: sink.port, encryption: "none", timeouts: quick, ...more };
}

export async function open(settings: SmtpSettings): Promise<ChannelConnection> {
  const opened = await emailSmtpChannel.open(settings);
  if ("ended" in opened) throw new Error(JSON.stringify(opened.ended));
  return opened.connection;
}

export async function sendOver(connection: ChannelConnection, to = mail.to): Promise<Outcome> {
  const begun = await connection.begin({ ...mail, to });
  return "ended" in begun ? begun.ended : begun.atTheDot.finish(permit);
}

export async function attempt(settings: SmtpSettings): Promise<Outcome> {
  const opened = await emailSmtpChannel.open(settings);
  if ("ended" in opened) return opened.ended;
  const outcome = await sendOver(opened.connection);
  await opened.connection.close();
  return outcome;
}

export const at = (step: SinkStep, action: SinkAction) => ({
  script: (visit: { step: SinkStep }) => (visit.step === step ? action : undefined),
});
