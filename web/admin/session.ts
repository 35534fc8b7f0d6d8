import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Policy, Session } from "../../contracts/identity.ts";
import { request } from "../api-client/request.ts";

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: () => request<Session>("GET", "/session"),
  staleTime: 60_000,
});

/** Who is signed in. Only for screens inside the shell, which does not open without a session. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error("useSession outside of the shell");
  return data;
}

/** Hides what the server would refuse; it never replaces the server's own check. */
export function useCan(policy: Policy | undefined): boolean {
  const { user } = useSession();
  return policy === undefined || user.policies.includes(policy);
}
