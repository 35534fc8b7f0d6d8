import { useTranslation } from "react-i18next";
import { ApiProblem, describeProblem } from "../api-client/api-problem.ts";

/** The `error` of the input whose field the server refused: `<DataField error={fieldProblem("email")} />`. */
export function useFieldProblem(problem: unknown): (field: string) => string | undefined {
  const { t } = useTranslation();
  return (field) => {
    if (!(problem instanceof ApiProblem)) return undefined;
    const issue = problem.issues.find((one) => one.field === field);
    if (issue) return issue.message;
    return problem.field === field ? describeProblem(t, problem) : undefined;
  };
}
