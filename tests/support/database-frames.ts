/** One message of a client of PostgreSQL. `statement` is its SQL, also where only a prepared one is named. */
export interface ClientFrame {
  bytes: Buffer;
  statement: string | undefined;
}

/** Cuts what a client sends into the protocol's messages, however the network sliced it. */
export function readClientFrames(): (bytes: Buffer) => ClientFrame[] {
  let rest: Buffer = Buffer.alloc(0);
  let isStarted = false;
  const prepared = new Map<string, string>();
  return (bytes) => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const frames: ClientFrame[] = [];
    for (let length = nextLength(rest, isStarted); length !== undefined; length = nextLength(rest, isStarted)) {
      const frame = rest.subarray(0, length);
      frames.push({ bytes: frame, statement: isStarted ? statementIn(frame, prepared) : undefined });
      rest = rest.subarray(length);
      isStarted = true;
    }
    return frames;
  };
}

/** The first message has no letter before its length. */
function nextLength(bytes: Buffer, isStarted: boolean): number | undefined {
  const head = isStarted ? 1 : 0;
  if (bytes.length < head + 4) return undefined;
  const length = head + bytes.readInt32BE(head);
  return bytes.length < length ? undefined : length;
}

function statementIn(frame: Buffer, prepared: Map<string, string>): string | undefined {
  const [first = "", second = ""] = frame.toString("utf8", 5, Math.min(frame.length, 20_000)).split("\0", 2);
  switch (String.fromCharCode(frame[0] ?? 0)) {
    case "Q":
      return first;
    case "P":
      prepared.set(first, second);
      // An unnamed one is used at once; a named one counts when it is bound.
      return first === "" ? second : undefined;
    case "B":
      return second === "" ? undefined : prepared.get(second);
    default:
      return undefined;
  }
}
