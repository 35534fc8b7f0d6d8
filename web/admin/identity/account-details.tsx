import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChangeAccountInput } from "../../../contracts/identity.ts";
import { languages } from "../../../contracts/languages.ts";
import { request } from "../../api-client/request.ts";
import { DataField } from "../../ui/data-field.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { changeLanguage } from "../../ui/i18n.ts";
import { languageNames } from "../../ui/languages.ts";
import { SelectField } from "../../ui/select-field.tsx";
import { toast } from "../../ui/toast.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { sessionQuery, useSession } from "../session.ts";

/** Name and language; the e-mail is what one signs in with, and is changed by who manages users. */
export function AccountDetails() {
  const { t } = useTranslation("identity");
  const { user } = useSession();
  const [name, setName] = useState(user.name);
  const [language, setLanguage] = useState(user.language);
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (body: ChangeAccountInput) => request("PATCH", "/account", { body }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      await changeLanguage(language);
      toast(t("common:saved"));
    },
  });
  const fieldProblem = useFieldProblem(save.error);
  return (
    <FormSection
      title={t("account.details")}
      onSubmit={() => save.mutate({ name, language })}
      isPending={save.isPending}
      problem={save.error}
      isUnchanged={name === user.name && language === user.language}
    >
      <DataField
        label={t("user.name")}
        name="name"
        autoComplete="name"
        required
        maxLength={120}
        value={name}
        error={fieldProblem("name")}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <DataField
        label={t("user.email")}
        value={user.email}
        readOnly
        variant="filled"
        description={t("account.emailText")}
      />
      <SelectField
        label={t("common:language")}
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
        value={language}
        onChange={setLanguage}
      />
    </FormSection>
  );
}
