import { refuse } from "../../../platform/errors.ts";
import type { Platform } from "../../../platform/platform.ts";
import { emailKeyOf } from "../users/email-key.rules.ts";
import { decideAttempt } from "./session.rules.ts";
import { countAttempt, forgetAttempts } from "./sign-in.queries.ts";

/** Outside of all organisations: nobody has said yet which one it is. */
const noOrganisation = "00000000-0000-0000-0000-000000000000";

/**
 * Refuses while the account waits. Counted for the e-mail, known or not, in a transaction of its own that no later refusal
 * undoes. Answers with what forgets the attempts after a success.
 */
export async function countSignInAttempt(platform: Platform, email: string): Promise<() => Promise<void>> {
  const emailHash = platform.keys.keyedHash(noOrganisation, "sign-in", emailKeyOf(email));
  const seconds = await countAttempt(platform, emailHash, decideAttempt);
  if (seconds > 0) throw refuse("identity.sign-in-delayed", { values: { seconds }, retryAfterSeconds: seconds });
  return () => forgetAttempts(platform, emailHash);
}
