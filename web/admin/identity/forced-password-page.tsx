import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ChangeAccountInput } from "../../../contracts/identity.ts";
import type { Language } from "../../../contracts/languages.ts";
import { request } from "../../api-client/request.ts";
import { DoorLayout } from "../../ui/door-layout.tsx";
import { sessionQuery } from "../session.ts";
import { PasswordForm } from "./password-form.tsx";

/** After a reset, or when the password no longer fulfils the rule: nothing else opens before this is done. */
export function ForcedPasswordPage() {
  const { t, i18n } = useTranslation("identity");
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return (
    <DoorLayout title={t("forcedPassword.title")} text={t("forcedPassword.text")}>
      <PasswordForm
        currentLabel={t("forcedPassword.current")}
        onChanged={async () => {
          // The language in which somebody chooses a password is the one that they read.
          await request("PATCH", "/account", {
            body: { language: i18n.language as Language } satisfies ChangeAccountInput,
          });
          await queryClient.resetQueries({ queryKey: sessionQuery.queryKey });
          await navigate({ to: "/" });
        }}
      />
    </DoorLayout>
  );
}
