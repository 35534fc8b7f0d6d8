import type { PasswordFault, PasswordRule } from "../../../../contracts/identity.ts";
import type { Language } from "../../../../contracts/languages.ts";
import { type Refusal, refuse } from "../../../platform/errors.ts";
import { phrase } from "../../../platform/phrases.ts";
import { minimumLength } from "./password.rules.ts";

/** Says all that is wrong in one sentence of the person's language, so that the second try can be the last. */
export function refusePassword(faults: PasswordFault[], rule: PasswordRule, language: Language): Refusal {
  const sentences = faults.map((fault) =>
    phrase(language, `identity:password.missing.${fault}`, { length: minimumLength[rule] }),
  );
  const list = new Intl.ListFormat(language, { type: "conjunction" }).format(sentences);
  const issues = faults.map((fault, index) => ({ field: "newPassword", message: sentences[index] ?? fault }));
  // The codes are for a screen that shows another language than the account's, as on a first sign-in.
  const values = { faults: list, codes: faults.join(" "), length: minimumLength[rule] };
  return refuse("identity.password-refused", { field: "newPassword", values, issues });
}
