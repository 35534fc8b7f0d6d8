/**
 * Memory for messages on their way, used again and again: a new piece for each of a thousand messages a second keeps the
 * collector busier than all the rest of the work.
 */
export interface MailSpace {
  body: Buffer;
  /** What lies before the body, as far as headers can use it. */
  room: Buffer;
}

const spaceBytes = 64 * 1024;
const roomBytes = 4 * 1024;
const mostKept = 256;

const free: ArrayBuffer[] = [];
const inUse = new WeakSet<ArrayBufferLike>();

export function takeMailSpace(bodyBytes: number): MailSpace {
  const space = roomBytes + bodyBytes <= spaceBytes ? (free.pop() ?? new ArrayBuffer(spaceBytes)) : undefined;
  if (!space) return { room: Buffer.alloc(0), body: Buffer.allocUnsafe(bodyBytes) };
  inUse.add(space);
  return { room: Buffer.from(space, 0, roomBytes), body: Buffer.from(space, roomBytes, bodyBytes) };
}

/** Nobody may read or write these bytes any more, a socket neither. Says nothing where they came from elsewhere. */
export function giveBackMailSpace({ buffer }: Buffer): void {
  if (!(buffer instanceof ArrayBuffer) || !inUse.delete(buffer)) return;
  if (free.length < mostKept) free.push(buffer);
}
