import type { Outcome } from "../channel.ts";
import { type ContractFault, describeChannelContract } from "../channel-contract.ts";
import { makeRecording, type RecordingPlan } from "./recording-channel.ts";

const temporary: Outcome = {
  outcome: "rejected-temporarily",
  phase: "rcpt",
  reply: { code: 451, enhancedCode: null, text: "later" },
};
const permanent: Outcome = {
  outcome: "rejected-permanently",
  phase: "rcpt",
  reply: { code: 550, enhancedCode: null, text: "never" },
};
const lost: Outcome = {
  outcome: "not-sent",
  phase: "body",
  error: { kind: "connection-lost", code: null, detail: "", reply: null },
};
const uncertain: Outcome = { outcome: "uncertain", phase: "dot" };

const plans: Record<ContractFault, RecordingPlan> = {
  none: {},
  "refuse-recipient-for-now": { beforeTheDot: temporary },
  "refuse-recipient": { beforeTheDot: permanent },
  "refuse-message-for-now": { atTheDot: temporary },
  "refuse-message": { atTheDot: permanent },
  "vanish-before-the-end": { beforeTheDot: lost },
  "vanish-after-the-end": { atTheDot: uncertain },
  "garbage-after-the-end": { atTheDot: uncertain },
  "half-a-reply-after-the-end": { atTheDot: uncertain },
};

describeChannelContract("recording", async () => {
  const recording = makeRecording();
  return {
    open: () => recording.channel.open(undefined),
    play: (fault) => {
      recording.plan = () => plans[fault];
    },
    taken: () => recording.taken.map((mail) => mail.to),
    holdsWholeBody: (body) => [...recording.waiting].some((mail) => mail.raw.equals(body)),
    stop: async () => undefined,
  };
});
