import type { ReactNode } from "react";
import { ErrorNotice } from "./error-notice.tsx";
import { PageLoading } from "./page-loading.tsx";

interface Props<Data> {
  query: { data: Data | undefined; error: unknown; refetch: () => unknown };
  children: (data: Data) => ReactNode;
}

/** What a query read, or its loading, or its problem. */
export function QueryView<Data>({ query, children }: Props<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorNotice problem={query.error} onRetry={() => void query.refetch()} />;
  return <PageLoading />;
}
