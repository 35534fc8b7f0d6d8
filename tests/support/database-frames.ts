/** One message of PostgreSQL's protocol; `type` is its letter, or `startup` for the first, which has none. */
export interface Frame {
  type: string;
  bytes: Buffer;
}

/** One message of a client. `statement` is its SQL, also where only a prepared one is named. */
export interface ClientFrame {
  bytes: Buffer;
  statement: string | undefined;
  /** The server says that it is ready when it has answered this one. */
  endsWithReady: boolean;
}

/** Cuts what a client sends into the protocol's messages, however the network sliced it. */
export function readClientFrames(): (bytes: Buffer) => ClientFrame[] {
  const cut = makeCutter(false);
  const prepared = new Map<string, string>();
  return (bytes) =>
    cut(bytes).map((frame) => ({
      bytes: frame.bytes,
      statement: statementIn(frame, prepared),
      endsWithReady: ["Q", "S", "startup"].includes(frame.type),
    }));
}

/** Cuts what a server says in the same way. */
export function readServerFrames(): (bytes: Buffer) => Frame[] {
  return makeCutter(true);
}

function makeCutter(isStartedAlready: boolean): (bytes: Buffer) => Frame[] {
  let rest: Buffer = Buffer.alloc(0);
  let isStarted = isStartedAlready;
  return (bytes) => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const frames: Frame[] = [];
    for (let length = nextLength(rest, isStarted); length !== undefined; length = nextLength(rest, isStarted)) {
      frames.push({ type: isStarted ? String.fromCharCode(rest[0] ?? 0) : "startup", bytes: rest.subarray(0, length) });
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

function statementIn({ type, bytes }: Frame, prepared: Map<string, string>): string | undefined {
  const [first = "", second = ""] = bytes.toString("utf8", 5, Math.min(bytes.length, 20_000)).split("\0", 2);
  switch (type) {
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
