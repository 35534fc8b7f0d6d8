import type { TFunction } from "i18next";
import type { Problem } from "../../contracts/common.ts";

type Details = Pick<Problem, "status" | "code"> & Partial<Problem>;

/** A refusal of the API (problem+json); `common.offline` with status 0 when no answer came. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  /** Dotted path into what was sent, when one field is to blame. */
  readonly field: string | undefined;
  readonly values: Record<string, string | number>;
  readonly issues: { field: string; message: string }[];
  readonly requestId: string | undefined;

  constructor(details: Details) {
    super(details.code);
    this.name = "ApiProblem";
    this.status = details.status;
    this.code = details.code;
    this.field = details.field;
    this.values = details.values ?? {};
    this.issues = details.issues ?? [];
    this.requestId = details.requestId;
  }
}

/**
 * The sentence for a person: `contacts.not-found` is the phrase `contacts:errors.not-found`.
 * Anything unknown gets a sentence by its status; nobody ever reads a code.
 */
export function describeProblem(t: TFunction, problem: unknown): string {
  if (!(problem instanceof ApiProblem)) return t("common:errors.unexpected");
  const dot = problem.code.indexOf(".");
  const phrase = `${problem.code.slice(0, dot)}:errors.${problem.code.slice(dot + 1)}`;
  return t([phrase, `common:statuses.${problem.status}`, "common:errors.unexpected"], problem.values);
}
