import { hash } from "node:crypto";

const blockBytes = 64;
const hashBytes = 32;

/**
 * RFC 2104. Node's own makes a stream and a key object each time, which costs ten times the two hashes. A hash that comes as
 * a string, a letter for each byte ("binary"), costs a quarter of one that comes as a buffer.
 */
export function hmacSha256(key: Buffer, message: Buffer): Buffer {
  return Buffer.from(hashTwice(makeBlocks(key, message.length), message), "binary");
}

const kept = new WeakMap<Buffer, Blocks>();

/**
 * The same for a key that signs thousands, a letter for each byte ("binary"): what the key fixes is kept with it, so its bytes
 * must never change.
 */
export function hmacOfKeptKey(key: Buffer, message: Buffer): string {
  const before = kept.get(key);
  const blocks = before?.inner.length === blockBytes + message.length ? before : makeBlocks(key, message.length);
  if (blocks !== before) kept.set(key, blocks);
  return hashTwice(blocks, message);
}

interface Blocks {
  /** The key's block, and room for a message of this length. */
  inner: Buffer;
  /** The key's other block, and room for the inner hash. */
  outer: Buffer;
}

function makeBlocks(key: Buffer, messageBytes: number): Blocks {
  const short = key.length > blockBytes ? hash("sha256", key, "buffer") : key;
  const inner = Buffer.allocUnsafe(blockBytes + messageBytes).fill(0x36, 0, blockBytes);
  const outer = Buffer.allocUnsafe(blockBytes + hashBytes).fill(0x5c, 0, blockBytes);
  for (let index = 0; index < short.length; index++) {
    inner[index] = (short[index] ?? 0) ^ 0x36;
    outer[index] = (short[index] ?? 0) ^ 0x5c;
  }
  return { inner, outer };
}

function hashTwice({ inner, outer }: Blocks, message: Buffer): string {
  message.copy(inner, blockBytes);
  outer.write(hash("sha256", inner, "binary"), blockBytes, "binary");
  return hash("sha256", outer, "binary");
}
