import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Session, SignInAnswer, SignInInput } from "../../../contracts/identity.ts";
import { request } from "../../api-client/request.ts";
import { DoorLayout } from "../../ui/door-layout.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { SecretInput } from "../../ui/secret-input.tsx";
import { sessionQuery } from "../session.ts";
import { ChooseOrganisation } from "./choose-organisation.tsx";

export function SignInPage() {
  const { t } = useTranslation("identity");
  const [input, setInput] = useState<SignInInput>({ email: "", password: "" });
  const enter = useEnter();
  const signIn = useMutation({
    mutationFn: (body: SignInInput) => request<SignInAnswer>("POST", "/sign-in", { body }),
    onSuccess: (answer) => (answer.kind === "signed-in" ? enter(answer.session) : undefined),
  });

  if (signIn.data?.kind === "choose-organisation") {
    return (
      <ChooseOrganisation
        organisations={signIn.data.organisations}
        isPending={signIn.isPending}
        onChoose={(orgId) => signIn.mutate({ ...input, orgId })}
      />
    );
  }
  return (
    <DoorLayout title={t("signIn.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate(input);
        }}
      >
        <Stack>
          <ErrorNotice problem={signIn.error} title={t("signIn.failed")} />
          <TextInput
            label={t("signIn.email")}
            type="email"
            name="email"
            autoComplete="username"
            translate="no"
            required
            autoFocus
            value={input.email}
            onChange={(event) => setInput({ ...input, email: event.currentTarget.value })}
          />
          <SecretInput
            label={t("signIn.password")}
            name="password"
            autoComplete="current-password"
            required
            value={input.password}
            onChange={(password) => setInput({ ...input, password })}
          />
          <Button type="submit" size="md" loading={signIn.isPending}>
            {t("signIn.submit")}
          </Button>
          <Text size="sm" c="dimmed">
            {t("signIn.forgotten")}
          </Text>
        </Stack>
      </form>
    </DoorLayout>
  );
}

function useEnter() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { next } = useSearch({ strict: false }) as { next?: string };
  return async (session: Session) => {
    queryClient.setQueryData(sessionQuery.queryKey, session);
    await (session.mustChangePassword ? navigate({ to: "/change-password" }) : navigate({ to: next ?? "/" }));
  };
}
