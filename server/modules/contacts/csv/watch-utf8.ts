/** Watches a stream of bytes and knows at its end whether all of it was UTF-8. Keeps four bytes, not the stream. */
export interface Utf8Watch {
  feed: (chunk: Uint8Array) => void;
  isUtf8: () => boolean;
}

export function watchUtf8(): Utf8Watch {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let isSound = true;
  const check = (decode: () => string) => {
    if (!isSound) return;
    try {
      decode();
    } catch {
      isSound = false;
    }
  };
  return {
    feed: (chunk) => check(() => decoder.decode(chunk, { stream: true })),
    isUtf8: () => {
      check(() => decoder.decode());
      return isSound;
    },
  };
}
