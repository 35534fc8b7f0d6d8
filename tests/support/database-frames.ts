/** One message of a client of PostgreSQL. `statement` is its SQL, also where only a prepared one is named. */
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
  let isStarted = false;
  const frameOf = (bytes: Buffer): ClientFrame => {
    const type = isStarted ? String.fromCharCode(bytes[0] ?? 0) : "startup";
    isStarted = true;
    return {
      bytes,
      statement: statementIn(type, bytes, prepared),
      endsWithReady: ["Q", "S", "startup"].includes(type),
    };
  };
  return (bytes) => cut(bytes).map(frameOf);
}

/** Cuts what a server says in the same way. */
export function readServerFrames(): (bytes: Buffer) => Buffer[] {
  return makeCutter(true);
}

function makeCutter(isStartedAlready: boolean): (bytes: Buffer) => Buffer[] {
  let rest: Buffer = Buffer.alloc(0);
  let isStarted = isStartedAlready;
  return (bytes) => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const frames: Buffer[] = [];
    for (let length = nextLength(rest, isStarted); length !== undefined; length = nextLength(rest, isStarted)) {
      frames.push(rest.subarray(0, length));
      rest = rest.subarray(length);
      isStarted = true;
    }
    return frames;
  };
}

export function isReady(frame: Buffer): boolean {
  return frame[0] === "Z".charCodeAt(0);
}

/** The first message has no letter before its length. */
function nextLength(bytes: Buffer, isStarted: boolean): number | undefined {
  const head = isStarted ? 1 : 0;
  if (bytes.length < head + 4) return undefined;
  const length = head + bytes.readInt32BE(head);
  return bytes.length < length ? undefined : length;
}

function statementIn(type: string, frame: Buffer, prepared: Map<string, string>): string | undefined {
  const [first = "", second = ""] = frame.toString("utf8", 5, Math.min(frame.length, 20_000)).split("\0", 2);
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
