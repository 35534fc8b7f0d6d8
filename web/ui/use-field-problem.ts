import { useTranslation } from "react-i18next";
import { ApiProblem, describeProblem } from "../api-client/api-problem.ts";

/** The `error` of the input whose field the server refused: `<DataField error={fieldProblem("email")} />`. */
export function useFieldProblem(problem: unknown): (field: string) => string | undefined {
  const { t } = useTranslation();
  return (field) => {
    if (!(problem instanceof ApiProblem)) return undefined;
    const isToBlame = problem.field === field || problem.issues.some((issue) => issue.field === field);
    if (!isToBlame) return undefined;
    // The details of a refused shape are written for developers.
    return problem.code === "common.invalid-input" ? t("common:errors.field") : describeProblem(t, problem);
  };
}
