import type { ReactNode } from "react";
import { ApiProblem } from "../api-client/api-problem.ts";
import { ErrorNotice } from "./error-notice.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { PageLoading } from "./page-loading.tsx";

interface Props<Data> {
  query: { data: Data | undefined; error: unknown; refetch: () => unknown };
  children: (data: Data) => ReactNode;
}

/** What a query read, or its loading, or its problem. */
export function QueryView<Data>({ query, children }: Props<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (isWrongAddress(query.error)) return <NotFoundPage />;
  if (query.error) return <ErrorNotice problem={query.error} onRetry={() => void query.refetch()} />;
  return <PageLoading />;
}

/** Trying again would not help, and there are no fields to look through: the address is cut, or what it showed is gone. */
function isWrongAddress(problem: unknown): boolean {
  return problem instanceof ApiProblem && (problem.status === 404 || problem.code === "common.invalid-input");
}
