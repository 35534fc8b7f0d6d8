import { hash, verify } from "@node-rs/argon2";
import { refuse } from "../../../platform/errors.ts";

/** OWASP's first choice for argon2id, which is the default of this library. */
const settings = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Each takes 19 MiB and a core for some 30 ms: more at once would only slow down everything else. */
const atOnce = 4;
const longestQueue = 200;

let running = 0;
const waiting: (() => void)[] = [];

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize("NFC"), settings));
}

export function isPasswordOf(stored: string, password: string): Promise<boolean> {
  return inTurn(() => verify(stored, password.normalize("NFC")));
}

let dummy: Promise<string> | undefined;

/** As long as a real check, for an e-mail that nobody has: time must not tell who exists. */
export async function pretendToCheck(password: string): Promise<false> {
  dummy ??= hashPassword("nobody has this password");
  await isPasswordOf(await dummy, password);
  return false;
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (waiting.length >= longestQueue) throw refuse("common.busy");
  // The slot is handed over, not freed, so that nobody slips in between.
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
