import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import path from "node:path";

export interface MarkedMessage {
  orgId: string;
  messageId: string;
}

export interface CrashMark {
  /** Said before a message is made ready in one go; the answer, called after it, lets the mark go. */
  set: (workerId: string, message: MarkedMessage) => () => void;
  /** The worker ends in order. */
  remove: () => void;
}

const keptMs = 24 * 60 * 60 * 1000;
const nothing = " ".repeat(73);

/**
 * What a process makes ready at this moment, in a file that outlives it. A message that takes its process with it (by the
 * memory that it needs, say) cannot be told from its neighbours by what the database knows.
 */
export function openCrashMark(dataFolder: string): CrashMark {
  const folder = folderIn(dataFolder);
  mkdirSync(folder, { recursive: true });
  forgetOldOnes(folder);
  let open: { workerId: string; file: number; says: string; isOver: boolean } | undefined;
  let clearing: NodeJS.Immediate | undefined;
  const close = () => {
    clearImmediate(clearing);
    clearing = undefined;
    if (!open) return;
    closeSync(open.file);
    rmSync(path.join(folder, open.workerId), { force: true });
    open = undefined;
  };
  const write = (says: string) => {
    if (!open) return;
    Object.assign(open, { says, isOver: false });
    writeSync(open.file, says, 0);
  };
  // Of many that are made ready in one turn of the event loop, each takes the place of the one before it: only the last one's
  // mark is taken away. It takes three deaths to be given up, so a wrong one does no harm.
  const clearSoon = () => {
    clearing ??= setImmediate(() => {
      clearing = undefined;
      if (open?.isOver) write(nothing);
    });
  };
  return {
    set: (workerId, { orgId, messageId }) => {
      if (open?.workerId !== workerId) {
        close();
        open = { workerId, file: openSync(path.join(folder, workerId), "w", 0o600), says: nothing, isOver: false };
      }
      const says = `${orgId} ${messageId}`;
      write(says);
      return () => {
        if (open?.says !== says) return;
        open.isOver = true;
        clearSoon();
      };
    },
    remove: close,
  };
}

/** Undefined when the worker lived on another machine, ended in order, or had nothing in its hands. */
export function readCrashMark(dataFolder: string, workerId: string): MarkedMessage | undefined {
  try {
    const [orgId, messageId] = readFileSync(path.join(folderIn(dataFolder), workerId), "utf8")
      .trim()
      .split(" ");
    return orgId && messageId ? { orgId, messageId } : undefined;
  } catch {
    return undefined;
  }
}

function folderIn(dataFolder: string): string {
  return path.join(dataFolder, "rendering");
}

function forgetOldOnes(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    const modified = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (Date.now() - modified > keptMs) rmSync(file, { force: true });
  }
}
