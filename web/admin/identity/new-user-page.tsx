import { Button, Group, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AddUserInput, TemporaryPassword } from "../../../contracts/identity.ts";
import { request } from "../../api-client/request.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Section } from "../../ui/section.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { useUnsavedGuard } from "../../ui/use-unsaved-guard.tsx";
import { TemporaryPasswordPanel } from "./temporary-password-panel.tsx";
import { UserFields, type UserInput } from "./user-fields.tsx";

const empty: UserInput = { name: "", email: "", role: "operator", shopId: "" };

export function NewUserPage() {
  const { t } = useTranslation("identity");
  const queryClient = useQueryClient();
  const [input, setInput] = useState(empty);
  const add = useMutation({
    mutationFn: ({ shopId, ...rest }: UserInput) => {
      const body: AddUserInput = { ...rest, ...(shopId && { shopId }) };
      return request<TemporaryPassword>("POST", "/users", { body });
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["users"] }),
  });
  const fieldProblem = useFieldProblem(add.error);
  const guard = useUnsavedGuard(!add.isSuccess && (input.name !== "" || input.email !== ""));
  return (
    <>
      <PageHeader
        title={t("newUser.title")}
        description={t("newUser.text")}
        back={{ to: "/settings/users", label: t("users.title") }}
      />
      {add.data ? (
        <Section title={t("newUser.added", { name: input.name })}>
          <Stack>
            <TemporaryPasswordPanel password={add.data} />
            <Group>
              <LinkButton to="/settings/users">{t("newUser.done")}</LinkButton>
              <Button
                variant="default"
                onClick={() => {
                  setInput(empty);
                  add.reset();
                }}
              >
                {t("newUser.another")}
              </Button>
            </Group>
          </Stack>
        </Section>
      ) : (
        <FormSection
          title={t("newUser.who")}
          submitLabel={t("users.add")}
          onSubmit={() => add.mutate(input)}
          isPending={add.isPending}
          problem={add.error}
        >
          <UserFields input={input} onChange={setInput} fieldProblem={fieldProblem} />
        </FormSection>
      )}
      {guard}
    </>
  );
}
