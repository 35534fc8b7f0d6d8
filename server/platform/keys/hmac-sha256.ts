import { hash } from "node:crypto";

const blockBytes = 64;
const hashBytes = 32;

/** RFC 2104. Node's own makes a stream and a key object each time, which costs ten times the two hashes. */
export function hmacSha256(key: Buffer, message: Buffer): Buffer {
  const short = key.length > blockBytes ? hash("sha256", key, "buffer") : key;
  const inner = Buffer.alloc(blockBytes + message.length, 0x36);
  const outer = Buffer.alloc(blockBytes + hashBytes, 0x5c);
  for (let index = 0; index < short.length; index++) {
    inner[index] = (short[index] ?? 0) ^ 0x36;
    outer[index] = (short[index] ?? 0) ^ 0x5c;
  }
  message.copy(inner, blockBytes);
  hash("sha256", inner, "buffer").copy(outer, blockBytes);
  return hash("sha256", outer, "buffer");
}
