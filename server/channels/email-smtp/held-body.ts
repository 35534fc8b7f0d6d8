import { Readable } from "node:stream";

const pieceBytes = 64 * 1024;

export interface HeldBody {
  stream: Readable;
  /** Lets the stream end; whoever reads it writes the final dot then. */
  release: () => void;
}

/**
 * Gives out the body piece by piece, then calls `onWholeBodyRead` and holds the end back until `release`. Only a buffer
 * of one byte makes the reader ask again after the last piece, and not before.
 */
export function holdBody(body: Buffer, onWholeBodyRead: () => void): HeldBody {
  let offset = 0;
  const stream = new Readable({
    highWaterMark: 1,
    read() {
      if (offset < body.length) {
        const piece = body.subarray(offset, offset + pieceBytes);
        offset += piece.length;
        this.push(piece);
        return;
      }
      onWholeBodyRead();
    },
  });
  return { stream, release: () => stream.push(null) };
}
