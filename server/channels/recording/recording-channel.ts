import type { Channel, ChannelConnection, ChannelErrorKind, NotSent, Outcome, OutgoingMail } from "../channel.ts";

/** What the recording does to one message: an outcome before its end, at its end, or nothing. */
export interface RecordingPlan {
  beforeTheDot?: Outcome | undefined;
  atTheDot?: Outcome | undefined;
  delayMs?: number | undefined;
}

export interface Recording {
  channel: Channel<unknown>;
  taken: OutgoingMail[];
  /** Decides about each message; the usual answer is to take it. */
  plan: (mail: OutgoingMail) => RecordingPlan;
  /** Bodies that wait at their end just now. */
  waiting: Set<OutgoingMail>;
}

/** A channel that keeps what it gets, for tests of everything above it. Never in the registry of the product. */
export function makeRecording(): Recording {
  const recording: Recording = {
    channel: { name: "recording", open: async () => ({ connection: openConnection(recording) }) },
    taken: [],
    plan: () => ({}),
    waiting: new Set(),
  };
  return recording;
}

function openConnection(recording: Recording): ChannelConnection {
  const state = { isOpen: true, begunCount: 0 };
  return {
    get isOpen() {
      return state.isOpen;
    },
    get begunCount() {
      return state.begunCount;
    },
    begin: async (mail) => {
      state.begunCount++;
      if (!state.isOpen) return { ended: notSent("connect", "connection-lost") };
      const plan = recording.plan(mail);
      if (plan.delayMs) await new Promise((resolve) => setTimeout(resolve, plan.delayMs));
      if (plan.beforeTheDot) {
        state.isOpen = plan.beforeTheDot.outcome !== "not-sent";
        return { ended: plan.beforeTheDot };
      }
      recording.waiting.add(mail);
      return {
        atTheDot: {
          finish: async () => {
            recording.waiting.delete(mail);
            const outcome = plan.atTheDot ?? accepted;
            if (outcome.outcome === "accepted") recording.taken.push(mail);
            if (outcome.outcome === "uncertain") state.isOpen = false;
            return outcome;
          },
          drop: () => {
            recording.waiting.delete(mail);
            state.isOpen = false;
          },
        },
      };
    },
    close: async () => {
      state.isOpen = false;
    },
  };
}

const accepted: Outcome = { outcome: "accepted", reply: { code: 250, enhancedCode: "2.0.0", text: "recorded" } };

function notSent(phase: "connect", kind: ChannelErrorKind): NotSent {
  return { outcome: "not-sent", phase, error: { kind, code: null, detail: "", reply: null } };
}
