import type { FrequencyLimit } from "../../../../contracts/senders.ts";
import type { Platform } from "../../../platform/platform.ts";
import type { SenderConnection } from "../../senders/index.ts";
import { blockLifeSeconds, blockSizeOf, capOf } from "./limit.rules.ts";
import { reserveBlock } from "./platform-blocks.queries.ts";

/** A place below the limit of the installation's own sender. */
export interface PlatformSlot {
  /** Nothing left on it: somebody else may use it. */
  giveBack: () => void;
  /** False when so much time has passed that it may be counted as free again. */
  isValid: () => boolean;
}

interface Place {
  validUntilMs: number;
}

interface Pool {
  places: Place[];
  reserving: Promise<void> | undefined;
}

/** Of this process, for mail of campaigns and for the rest, which has more room. */
const pools = new WeakMap<Platform, Map<boolean, Pool>>();

const freeOfLimit: PlatformSlot = { giveBack: () => undefined, isValid: () => true };

/** Half of a block's life is kept as a margin: between this moment and the dot lie a commit and at most two seconds. */
const usableMs = (blockLifeSeconds / 2) * 1000;

export interface SlotWish {
  line: Pick<SenderConnection, "sharedLimit">;
  isBatch: boolean;
}

/**
 * A place for one message before its hand-over is asked for; null when the limit is reached. The block was committed
 * before, in a transaction of its own and outside of every organisation, so that it counts whatever happens here. At once
 * where there is no limit.
 */
export function takePlatformSlot(
  platform: Platform,
  { line, isBatch }: SlotWish,
): PlatformSlot | Promise<PlatformSlot | null> {
  const limit = line.sharedLimit;
  return limit === null ? freeOfLimit : takeSlotOf(platform, { pool: poolOf(platform, isBatch), limit, isBatch });
}

async function takeSlotOf(platform: Platform, wanted: Refill): Promise<PlatformSlot | null> {
  const { pool } = wanted;
  const place = takePlace(pool) ?? (await refill(platform, wanted));
  if (!place) return null;
  return {
    isValid: () => performance.now() < place.validUntilMs,
    giveBack: () => {
      pool.places.push(place);
    },
  };
}

function poolOf(platform: Platform, isBatch: boolean): Pool {
  const ofPlatform = pools.get(platform) ?? new Map<boolean, Pool>();
  pools.set(platform, ofPlatform);
  const pool = ofPlatform.get(isBatch) ?? { places: [], reserving: undefined };
  ofPlatform.set(isBatch, pool);
  return pool;
}

function takePlace(pool: Pool): Place | undefined {
  const now = performance.now();
  for (let place = pool.places.pop(); place; place = pool.places.pop()) if (now < place.validUntilMs) return place;
  return undefined;
}

interface Refill {
  pool: Pool;
  limit: FrequencyLimit;
  isBatch: boolean;
}

/** One reservation at a time; who comes meanwhile looks into the pool again, and reserves only when it is empty still. */
async function refill(platform: Platform, { pool, limit, isBatch }: Refill): Promise<Place | undefined> {
  while (pool.reserving !== undefined) {
    await pool.reserving;
    const place = takePlace(pool);
    if (place) return place;
  }
  pool.reserving = reserve(platform, { pool, limit, isBatch }).finally(() => {
    pool.reserving = undefined;
  });
  await pool.reserving;
  return takePlace(pool);
}

async function reserve(platform: Platform, { pool, limit, isBatch }: Refill): Promise<void> {
  // From before the request, so that our idea of the block's end is never later than the database's.
  const validUntilMs = performance.now() + usableMs;
  const wanted = { limit, cap: capOf(limit.count, isBatch), wanted: blockSizeOf(limit.count) };
  const size = await reserveBlock(platform, wanted);
  for (let number = 0; number < size; number++) pool.places.push({ validUntilMs });
}
