import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { request } from "../../api-client/request.ts";

/** Ends the session and forgets everything that was read with it. */
export function useSignOut(): () => Promise<void> {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useCallback(async () => {
    await request("POST", "/sign-out", { body: {} });
    await navigate({ to: "/sign-in" });
    queryClient.clear();
  }, [queryClient, navigate]);
}
