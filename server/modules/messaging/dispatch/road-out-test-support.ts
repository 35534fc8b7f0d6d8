/** The road out as one would explain it to a colleague: what the program does must never differ from this. */
export type Answer = "ok" | "later" | "never" | "silence";

export type Command =
  | { kind: "claim"; worker: number }
  | { kind: "hand-over"; worker: number }
  | { kind: "answer"; worker: number; answer: Answer }
  | { kind: "crash"; worker: number }
  | { kind: "recover" }
  | { kind: "withdraw"; person: number }
  | { kind: "batch"; state: "running" | "paused" | "cancelled" }
  /** Four hours: every lease is over, every retry is due. */
  | { kind: "tick" };

interface ModelMessage {
  state: string;
  /** Who has it, by which claim; each claim is another. */
  claim: number;
  worker: number;
  claimedAt: number;
  dueAt: number;
  attempts: number;
  firstTriedAt: number | null;
  hasConsent: boolean;
}

interface Held {
  message: ModelMessage;
  claim: number;
}

interface Hands {
  claimed: Held[];
  dotted: Held[];
  isDead: boolean;
}

export interface RoadModel {
  /** `states`: what the program came to, of which only the choice of a claim is believed. */
  perform: (command: Command, states: string[]) => void;
  states: () => string[];
  batch: () => string;
}

export const openStates: readonly string[] = ["queued", "claimed", "handing-over"];
const marketingAgeHours = 48;

export function startModel(people: number): RoadModel {
  const blank = { state: "queued", claim: 0, worker: 0, claimedAt: 0, dueAt: 0, attempts: 0, firstTriedAt: null };
  const messages = Array.from({ length: people }, (): ModelMessage => ({ ...blank, hasConsent: true }));
  const road: Road = { messages, hands: [newHands(), newHands()], batch: "running", hour: 0, claims: 0 };
  return {
    perform: (command, states) => apply(road, command, states),
    states: () => messages.map((message) => message.state),
    batch: () => road.batch,
  };
}

interface Road {
  messages: ModelMessage[];
  hands: Hands[];
  batch: string;
  hour: number;
  claims: number;
}

const newHands = (): Hands => ({ claimed: [], dotted: [], isDead: false });

type Performers = {
  [Kind in Command["kind"]]: (road: Road, command: Extract<Command, { kind: Kind }>, seen: string[]) => void;
};

const performers: Performers = {
  claim: claimTwo,
  "hand-over": (road, { worker }) => {
    const hands = handsOf(road, worker);
    for (const held of hands.claimed.splice(0)) handOverOne(road, hands, held);
  },
  answer: hear,
  crash: (road, { worker }) => {
    handsOf(road, worker).isDead = true;
  },
  recover: recover,
  withdraw: (road, { person }) => {
    const message = road.messages[person];
    if (message) message.hasConsent = false;
  },
  batch: (road, { state }) => {
    if (road.batch !== "cancelled") road.batch = state;
  },
  tick: (road) => {
    road.hour += 4;
  },
};

function apply(road: Road, command: Command, seen: string[]): void {
  const perform = performers[command.kind] as (road: Road, command: Command, seen: string[]) => void;
  perform(road, command, seen);
}

function handsOf(road: Road, worker: number): Hands {
  return road.hands[worker] ?? newHands();
}

/** Any two that are due: who said no meanwhile is stopped, who is too old has failed. */
function claimTwo(road: Road, { worker }: { worker: number }, seen: string[]): void {
  if (road.batch !== "running") return;
  const due = road.messages.filter((message) => message.state === "queued" && message.dueAt <= road.hour);
  const chosen = due.filter((message) => seen[road.messages.indexOf(message)] !== "queued");
  const missing = due.filter((message) => !chosen.includes(message));
  for (const message of [...chosen, ...missing].slice(0, 2)) {
    if (message.firstTriedAt !== null && road.hour - message.firstTriedAt >= marketingAgeHours)
      message.state = "failed";
    else if (!message.hasConsent) message.state = "stopped";
    else {
      const claim = ++road.claims;
      Object.assign(message, { state: "claimed", claim, worker, claimedAt: road.hour });
      handsOf(road, worker).claimed.push({ message, claim });
    }
  }
}

/** Only what is still its own and in time, of a batch that runs, to somebody who still agrees. */
function handOverOne(road: Road, hands: Hands, held: Held): void {
  const { message, claim } = held;
  if (message.claim !== claim || message.state !== "claimed") return;
  if (message.claimedAt < road.hour || road.batch === "paused") message.state = "queued";
  else if (road.batch === "cancelled" || !message.hasConsent) message.state = "stopped";
  else {
    message.state = "handing-over";
    hands.dotted.push(held);
  }
}

/** A late answer counts under the same claim, also when the message is uncertain by now. */
function hear(road: Road, { worker, answer }: { worker: number; answer: Answer }): void {
  const held = handsOf(road, worker).dotted.shift();
  if (!held || held.message.claim !== held.claim) return;
  const { message } = held;
  const isKnownAlready = message.state === "uncertain" && answer === "silence";
  if (!["handing-over", "uncertain"].includes(message.state) || isKnownAlready) return;
  message.attempts++;
  message.firstTriedAt ??= road.hour;
  message.state = { ok: "accepted", later: "queued", never: "failed", silence: "uncertain" }[answer];
  if (answer === "later") Object.assign(message, { dueAt: road.hour + 1, claim: 0 });
}

/** What the dead had claimed goes back; what they had handed over nobody can know. */
function recover(road: Road): void {
  for (const message of road.messages) {
    const isDead = handsOf(road, message.worker).isDead;
    if (message.state === "claimed" && (isDead || message.claimedAt < road.hour))
      Object.assign(message, { state: "queued", claim: 0 });
    else if (message.state === "handing-over" && isDead) {
      message.state = "uncertain";
      message.firstTriedAt ??= road.hour;
    }
  }
}
