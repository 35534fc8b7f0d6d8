import type { Checkpoint, EventLine } from "../ledger-export.rules.ts";

/** What an event `gap` says was lost. Its evidence is part of the hashed record, through a commitment. */
export interface AcknowledgedGap {
  lostAfter: number;
  lostUpTo: number;
  acknowledgedAt: string;
}

export function readGap({ record, beside }: EventLine): AcknowledgedGap | undefined {
  if (record.kind !== "gap" || !beside?.evidence) return undefined;
  const { lostAfter, lostUpTo } = JSON.parse(beside.evidence.text) as { lostAfter?: unknown; lostUpTo?: unknown };
  if (typeof lostAfter !== "number" || typeof lostUpTo !== "number") return undefined;
  return { lostAfter, lostUpTo, acknowledgedAt: record.recordedAt };
}

/** A checkpoint of events that somebody has said were lost is no sign of a fraud. */
export function isAcknowledged({ seq, at }: Checkpoint, gaps: readonly AcknowledgedGap[]): boolean {
  return gaps.some((gap) => seq > gap.lostAfter && seq <= gap.lostUpTo && at < gap.acknowledgedAt);
}
