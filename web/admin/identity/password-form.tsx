import { Button, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChangePasswordInput, PasswordRule } from "../../../contracts/identity.ts";
import { request } from "../../api-client/request.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { SecretInput } from "../../ui/secret-input.tsx";
import { inOwnWords } from "./password-faults.ts";

const empty: ChangePasswordInput = { currentPassword: "", newPassword: "" };

interface PasswordFormProps {
  currentLabel: string;
  /** The organisation's rule, where it can be known already. */
  rule?: PasswordRule | undefined;
  onChanged: () => unknown;
}

/** The new password is typed once: the eye shows it, which is safer than typing it blind twice. */
export function PasswordForm({ currentLabel, rule, onChanged }: PasswordFormProps) {
  const { t, i18n } = useTranslation("identity");
  const [input, setInput] = useState(empty);
  const change = useMutation({
    mutationFn: () => request<void>("POST", "/account/password", { body: input }),
    onSuccess: async () => {
      setInput(empty);
      await onChanged();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <Stack>
        <ErrorNotice problem={inOwnWords(t, i18n.language, change.error)} title={t("passwordForm.failed")} />
        <SecretInput
          label={currentLabel}
          name="current"
          autoComplete="current-password"
          required
          value={input.currentPassword}
          onChange={(currentPassword) => setInput({ ...input, currentPassword })}
        />
        <SecretInput
          label={t("passwordForm.new")}
          name="new"
          description={t(`passwordForm.rules.${rule ?? "unknown"}`)}
          autoComplete="new-password"
          required
          value={input.newPassword}
          onChange={(newPassword) => setInput({ ...input, newPassword })}
        />
        <Button type="submit" loading={change.isPending} style={{ alignSelf: "flex-start" }}>
          {t("passwordForm.submit")}
        </Button>
      </Stack>
    </form>
  );
}
