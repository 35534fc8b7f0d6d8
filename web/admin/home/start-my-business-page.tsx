import { Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "../../../contracts/languages.ts";
import type { StartMyBusinessInput } from "../../../contracts/workspace.ts";
import { request } from "../../api-client/request.ts";
import { DataField } from "../../ui/data-field.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { languageNames } from "../../ui/languages.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { toast } from "../../ui/toast.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { sessionQuery, useSession } from "../session.ts";

export function StartMyBusinessPage() {
  const { t } = useTranslation("workspace");
  const { user } = useSession();
  const [input, setInput] = useState<StartMyBusinessInput>({ name: "", language: user.language });
  const start = useStartMyBusiness();
  const fieldProblem = useFieldProblem(start.error);
  return (
    <>
      <PageHeader title={t("start.title")} description={t("start.lead")} back={{ to: "/", label: t("home.title") }} />
      <FormSection
        title={t("start.name")}
        submitLabel={t("start.submit")}
        onSubmit={() => start.mutate(input)}
        isPending={start.isPending}
        problem={start.error}
        isUnchanged={input.name.trim() === ""}
      >
        <DataField
          label={t("start.name")}
          name="organization"
          autoComplete="organization"
          required
          maxLength={120}
          value={input.name}
          error={fieldProblem("name")}
          onChange={(event) => setInput({ ...input, name: event.currentTarget.value })}
        />
        <SelectField<Language>
          label={t("start.language")}
          options={(Object.keys(languageNames) as Language[]).map((value) => ({ value, label: languageNames[value] }))}
          value={input.language}
          onChange={(language) => setInput({ ...input, language })}
        />
        <Text size="sm" c="dimmed">
          {t("start.same-sign-in")}
        </Text>
        <Text size="sm" c="dimmed">
          {t("start.no-mixing")}
        </Text>
      </FormSection>
    </>
  );
}

/** The answer signs in elsewhere, so that nothing that was read for the demonstration may stay on the screen. */
function useStartMyBusiness() {
  const { t } = useTranslation("workspace");
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: StartMyBusinessInput) => request("POST", "/start-my-business", { body }),
    onSuccess: async () => {
      // The shell stands on the session: it is replaced, never taken away.
      await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
      void queryClient.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
      await navigate({ to: "/" });
      toast(t("start.done"));
    },
  });
}
