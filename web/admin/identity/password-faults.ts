import type { TFunction } from "i18next";
import { ApiProblem } from "../../api-client/api-problem.ts";

/**
 * What a refused password lacks, in the language of the screen: the server says it in the account's, and on a first
 * sign-in nobody has chosen that one yet.
 */
export function inOwnWords(t: TFunction, language: string, problem: unknown): unknown {
  if (!(problem instanceof ApiProblem) || problem.code !== "identity.password-refused") return problem;
  const { codes = "", length = 0 } = problem.values;
  const sentences = String(codes)
    .split(" ")
    .filter(Boolean)
    .map((code) => t(`identity:password.missing.${code}`, { length }));
  if (sentences.length === 0) return problem;
  const faults = new Intl.ListFormat(language, { type: "conjunction" }).format(sentences);
  const { code, status, values } = problem;
  return new ApiProblem({ code, status, values: { ...values, faults } });
}
