import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Sender, SmtpPreset } from "../../../contracts/senders.ts";
import { request } from "../../api-client/request.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { SecretInput } from "../../ui/secret-input.tsx";
import { toast } from "../../ui/toast.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { refreshSenders } from "./sender-queries.ts";

interface Props {
  sender: Sender;
  preset: SmtpPreset | undefined;
  onSaved: () => void;
  /** Beside the save button: cancel, later. */
  otherAction: ReactNode;
}

/** A request of its own (I8): the password goes one way, and is never shown again. */
export function PasswordForm({ sender, preset, onSaved, otherAction }: Props) {
  const { t } = useTranslation("senders");
  const queryClient = useQueryClient();
  const [password, setPassword] = useState("");
  const save = useMutation({
    mutationFn: () => request<Sender>("PUT", `/senders/${sender.senderId}/password`, { body: { password } }),
    onSuccess: async () => {
      await refreshSenders(queryClient);
      toast(t("password.saved"));
      onSaved();
    },
  });
  const fieldProblem = useFieldProblem(save.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack maw={480}>
        <ErrorNotice problem={save.error} />
        <SecretInput
          label={t(passwordLabel(preset))}
          value={password}
          onChange={setPassword}
          required
          autoComplete="off"
          spacesAreStray={preset?.passwordKind === "app-password" ? "everywhere" : "at-the-ends"}
          error={fieldProblem("password")}
        />
        <Text size="sm" c="dimmed">
          {t("password.secret-note")}
        </Text>
        <Group>
          <Button type="submit" loading={save.isPending} disabled={password === ""}>
            {t("password.save")}
          </Button>
          {otherAction}
        </Group>
      </Stack>
    </form>
  );
}

function passwordLabel(preset: SmtpPreset | undefined) {
  switch (preset?.passwordKind) {
    case "app-password":
      return "password.label-app-password";
    case "smtp-key":
      return "password.label-smtp-key";
    case "api-keys":
      return "password.label-api-keys";
    default:
      return "password.label";
  }
}
