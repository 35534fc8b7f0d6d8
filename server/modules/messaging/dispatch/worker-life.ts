import { newId } from "../../../platform/ids.ts";
import type { Platform } from "../../../platform/platform.ts";
import { endWorker, insertWorker, listBeats, raiseBeat, type WorkerBeat } from "./workers.queries.ts";

const beatMs = 2_000;
const silentMs = 15_000;

export interface WorkerLife {
  /** Changes when the others took us for dead: the old one's claims are not ours any more. */
  workerId: () => string;
  stop: () => Promise<void>;
}

export interface LifeOptions {
  beatMs?: number;
  silentMs?: number;
}

/**
 * Beats, and watches the beats of the others. A beat that did not rise for so long by our own monotonic clock means death,
 * so that no wall clock, here or in the database, can kill a worker.
 */
export async function startLife(platform: Platform, options: LifeOptions = {}): Promise<WorkerLife> {
  const life = { workerId: newId() };
  await insertWorker(platform, life.workerId);
  const seen = new Map<string, { beat: number; since: number }>();
  const round = async () => {
    if (!(await raiseBeat(platform, life.workerId))) {
      const reborn = newId();
      await insertWorker(platform, reborn);
      life.workerId = reborn;
    }
    for (const dead of findSilent(seen, await listBeats(platform), options.silentMs ?? silentMs)) {
      if (dead.workerId !== life.workerId) await endWorker(platform, dead);
    }
  };
  const rounds = repeat(round, options.beatMs ?? beatMs, (error) => platform.logger.warn({ error }, "beat failed"));
  return {
    workerId: () => life.workerId,
    stop: async () => {
      await rounds.stop();
      // Without a database nobody can be told; the others will miss the beat.
      await endWorker(platform, { workerId: life.workerId }).catch((error) =>
        platform.logger.warn({ error }, "the end of this worker could not be written down"),
      );
    },
  };
}

function findSilent(
  seen: Map<string, { beat: number; since: number }>,
  beats: WorkerBeat[],
  limitMs: number,
): WorkerBeat[] {
  const now = performance.now();
  return beats.filter(({ workerId, beat }) => {
    const known = seen.get(workerId);
    if (known?.beat === beat) return now - known.since >= limitMs;
    seen.set(workerId, { beat, since: now });
    return false;
  });
}

export interface Rounds {
  stop: () => Promise<void>;
  /** The next round begins now, or right after the one under way. */
  wake: () => void;
}

/** One round after the other, never two at once. */
export function repeat(round: () => Promise<void>, everyMs: number, onError: (error: unknown) => void): Rounds {
  let isStopped = false;
  let isWoken = false;
  let wake: () => void = () => undefined;
  const loop = async () => {
    while (!isStopped) {
      isWoken = false;
      await round().catch(onError);
      if (isStopped) return;
      if (isWoken) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const running = loop();
  return {
    stop: async () => {
      isStopped = true;
      wake();
      await running;
    },
    wake: () => {
      isWoken = true;
      wake();
    },
  };
}
