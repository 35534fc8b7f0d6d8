import { useQueryClient } from "@tanstack/react-query";
import i18next from "i18next";
import { useCallback, useEffect } from "react";
import type { Language } from "../../../contracts/languages.ts";
import { request } from "../../api-client/request.ts";
import { changeLanguage } from "../../ui/i18n.ts";
import { sessionQuery, useSession } from "../session.ts";

/** The user's own setting wins over the browser's language. */
export function useUserLanguage(): void {
  const { user } = useSession();
  useEffect(() => {
    if (i18next.language !== user.language) void changeLanguage(user.language);
  }, [user.language]);
}

/** Changes the language at once and keeps it as the user's setting. */
export function useChangeOwnLanguage(): (language: Language) => Promise<void> {
  const queryClient = useQueryClient();
  return useCallback(
    async (language) => {
      await changeLanguage(language);
      await request("PATCH", "/account", { body: { language } });
      await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
    [queryClient],
  );
}
