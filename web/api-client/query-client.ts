import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./api-problem.ts";

/** Refusals are answers and are not asked again; a lost connection is, twice. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: true,
      retry: (failures, problem) => failures < 2 && (!(problem instanceof ApiProblem) || problem.status === 0),
    },
    mutations: { retry: false },
  },
});
