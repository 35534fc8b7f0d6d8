import type { ConsentStatus, PermissionClass, RefusalReason } from "../../../../contracts/consent.ts";
import type { DayAnswer } from "../../../../contracts/consent-evidence.ts";
import { statusOf } from "../consent-actions.rules.ts";
import { type ConsentFold, emptyFold, type FoldedEvent, foldEvent } from "../ledger-fold.rules.ts";
import { decidePermission, type PermissionFacts } from "../permission.rules.ts";

export interface Day {
  from: Date;
  to: Date;
}

export interface Block {
  isDead: boolean;
  startedAt: Date;
  endedAt: Date | null;
}

export interface TypeFlags {
  allowsMass: boolean;
  allowsSingle: boolean;
  allowsContact: boolean;
}

const classes = { mass: "marketing", single: "personal", call: "call" } as const satisfies Record<
  string,
  PermissionClass
>;
export type DayUse = keyof typeof classes;

export interface DayOfType {
  statusAtStart: ConsentStatus;
  statusAtEnd: ConsentStatus;
  uses: { use: DayUse; answer: DayAnswer; reason: RefusalReason | null }[];
}

/**
 * What the gate would have answered at each moment of a day, from what was recorded by then. `events` are those of one
 * address and type, oldest first.
 */
export function answerForDay(day: Day, type: TypeFlags, facts: { events: FoldedEvent[]; blocks: Block[] }): DayOfType {
  const moments = momentsOf(day, facts);
  const folds = moments.map((moment) => ({ moment, fold: foldAt(facts.events, moment) }));
  const uses = usesOf(type).map((use) => {
    const refusals = folds.map(({ moment, fold }) => refusalAt(use, type, { moment, fold, blocks: facts.blocks }));
    const refused = refusals.filter((refusal) => refusal !== null);
    return {
      use,
      answer: answerOf(refused.length, refusals.length),
      reason: refusals.at(-1) ?? refused.at(-1) ?? null,
    };
  });
  return { statusAtStart: statusAt(folds[0]), statusAtEnd: statusAt(folds.at(-1)), uses };
}

function answerOf(refused: number, asked: number): DayAnswer {
  if (refused === 0) return "yes";
  return refused < asked ? "part" : "no";
}

type FoldAt = { moment: Date; fold: ConsentFold };

function statusAt(at: FoldAt | undefined): ConsentStatus {
  if (!at) return "not-asked";
  const { state, validUntil } = at.fold;
  return statusOf(state, validUntil === null ? null : new Date(validUntil), at.moment);
}

/** The beginning of the day and every moment on it at which an answer can change. */
function momentsOf({ from, to }: Day, { events, blocks }: { events: FoldedEvent[]; blocks: Block[] }): Date[] {
  const times = [
    ...events.flatMap((event) => [event.recordedAt, ...(event.validUntil === null ? [] : [event.validUntil])]),
    ...blocks.flatMap((block) => [block.startedAt, ...(block.endedAt === null ? [] : [block.endedAt])]),
  ].map((time) => new Date(time).getTime());
  const within = times.filter((time) => time > from.getTime() && time < to.getTime());
  return [from.getTime(), ...new Set(within.sort((left, right) => left - right))].map((time) => new Date(time));
}

function foldAt(events: FoldedEvent[], moment: Date): ConsentFold {
  return events.filter((event) => new Date(event.recordedAt) <= moment).reduce(foldEvent, emptyFold);
}

function usesOf(type: TypeFlags): DayUse[] {
  return [
    ...(type.allowsMass ? (["mass"] as const) : []),
    ...(type.allowsSingle ? (["single"] as const) : []),
    ...(type.allowsContact ? (["call"] as const) : []),
  ];
}

function refusalAt(use: DayUse, type: TypeFlags, { moment, fold, blocks }: FoldAt & { blocks: Block[] }) {
  const standing = blocks.filter(
    (block) => block.startedAt <= moment && (block.endedAt === null || block.endedAt > moment),
  );
  const facts: PermissionFacts = {
    messageClass: classes[use],
    holder: "registered",
    suppression: suppressionOf(standing),
    state: fold.state,
    daysLeft:
      fold.validUntil === null
        ? Number.POSITIVE_INFINITY
        : (new Date(fold.validUntil).getTime() - moment.getTime()) / 86_400_000,
    allowsMass: type.allowsMass,
    allowsSingle: type.allowsSingle,
    allowsContact: type.allowsContact,
    daysSinceRequest: Number.POSITIVE_INFINITY,
    requestsUnanswered: fold.requestsUnanswered,
    requestPauseDays: 90,
    requestLimit: 2,
    basis: "none",
    // The rules of countries limit when and how often, which the day alone does not decide.
    lawLimit: "open",
  };
  return decidePermission(facts).refusal ?? null;
}

function suppressionOf(standing: Block[]): PermissionFacts["suppression"] {
  if (standing.length === 0) return "none";
  return standing.some((block) => block.isDead) ? "dead" : "blocked";
}
