import type { SinkAction, SinkStep } from "../../../tests/support/sink-actions.ts";
import { startSmtpSink } from "../../../tests/support/smtp-sink.ts";
import { type ContractFault, describeChannelContract } from "../channel-contract.ts";
import { emailSmtpChannel } from "./email-smtp-channel.ts";

const faults: Record<Exclude<ContractFault, "none">, { step: SinkStep; action: SinkAction }> = {
  "refuse-recipient-for-now": { step: "rcpt", action: { reply: "451 4.7.1 greylisted" } },
  "refuse-recipient": { step: "rcpt", action: { reply: "550 5.1.1 no such user" } },
  "refuse-message-for-now": { step: "dot", action: { reply: "451 4.3.0 later" } },
  "refuse-message": { step: "dot", action: { reply: "550 5.7.1 not wanted" } },
  "vanish-before-the-end": { step: "body", action: { drop: true } },
  "vanish-after-the-end": { step: "dot", action: { drop: true } },
  "garbage-after-the-end": { step: "dot", action: { raw: "what a day\r\n" } },
  "half-a-reply-after-the-end": { step: "dot", action: { raw: "25" } },
};

for (const pipelining of [true, false]) {
  describeChannelContract(`email-smtp ${pipelining ? "with" : "without"} pipelining`, async () => {
    const sink = await startSmtpSink({ pipelining });
    return {
      open: () =>
        emailSmtpChannel.open({ host: "127.0.0.1", port: sink.port, encryption: "none", timeouts: { dotMs: 1_500 } }),
      play: (fault) => {
        sink.options.script = (visit) =>
          fault !== "none" && visit.step === faults[fault].step ? faults[fault].action : undefined;
      },
      taken: () => sink.accepted.map((message) => message.to),
      holdsWholeBody: (body) => sink.openBodyBytes() === body.length,
      stop: () => sink.stop(),
    };
  });
}
