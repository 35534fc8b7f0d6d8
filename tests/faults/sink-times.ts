import { readFileSync } from "node:fs";
import { query, type World } from "./world.ts";

interface Dot {
  messageId: string;
  at: string;
  monotonicMs: number;
}

function dots({ sink }: World): Dot[] {
  const lines = readFileSync(sink.logFile, "utf8").split("\n");
  return lines.flatMap((line) => {
    if (!line.includes('"event":"dot"')) return [];
    const dot = JSON.parse(line) as Dot;
    return [{ ...dot, messageId: dot.messageId.slice(1, 37) }];
  });
}

/** When the sink saw each message's dot, by the machine's monotonic clock. */
export function dotTimes(world: World): Map<string, number> {
  return new Map(dots(world).map((dot) => [dot.messageId, dot.monotonicMs]));
}

export function dotsBetween(world: World, from: number, to: number): number {
  return dots(world).filter(({ monotonicMs }) => monotonicMs > from && monotonicMs <= to).length;
}

/** The longest time between the mark that the commit makes true and the moment when the sink saw its dot; both clocks are this machine's. */
export async function latestDotMs(world: World): Promise<number> {
  const rows = await query<{ messageId: string; at: Date }>(
    world.app,
    `SELECT message_id AS "messageId", handed_over_at AS at FROM messaging.messages WHERE handed_over_at IS NOT NULL`,
  );
  const markedAt = new Map(rows.map((row) => [row.messageId, row.at.getTime()]));
  const times = dots(world).map(({ messageId, at }) => Date.parse(at) - (markedAt.get(messageId) ?? Date.parse(at)));
  return Math.max(0, ...times);
}
