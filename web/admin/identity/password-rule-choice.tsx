import { Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Organisation, type PasswordRule, passwordRules } from "../../../contracts/identity.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { useChangeOrganisation } from "./use-change-organisation.ts";

export function PasswordRuleChoice({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation("identity");
  const [rule, setRule] = useState(organisation.passwordRule);
  const save = useChangeOrganisation();
  return (
    <FormSection
      title={t("passwordRule.title")}
      description={t("passwordRule.text")}
      onSubmit={() => save.mutate({ passwordRule: rule })}
      isPending={save.isPending}
      problem={save.error}
      isUnchanged={rule === organisation.passwordRule}
    >
      <Radio.Group
        aria-label={t("passwordRule.title")}
        value={rule}
        onChange={(value) => setRule(value as PasswordRule)}
      >
        <Stack gap="sm">
          {passwordRules.map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`passwordRule.${value}`)}
              description={t(`passwordForm.rules.${value}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
    </FormSection>
  );
}
