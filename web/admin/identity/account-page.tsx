import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { PageHeader } from "../../ui/page-header.tsx";
import { Section } from "../../ui/section.tsx";
import { ThemeSwitch } from "../../ui/theme-switch.tsx";
import { toast } from "../../ui/toast.tsx";
import { AccountDetails } from "./account-details.tsx";
import { organisationQuery } from "./identity-queries.ts";
import { OwnSessions } from "./own-sessions.tsx";
import { PasswordForm } from "./password-form.tsx";

export function AccountPage() {
  const { t } = useTranslation("identity");
  const { data: organisation } = useQuery(organisationQuery);
  return (
    <>
      <PageHeader title={t("account.title")} description={t("account.text")} />
      <AccountDetails />
      <Section title={t("common:theme.title")} description={t("account.themeText")}>
        <ThemeSwitch />
      </Section>
      <Section title={t("signIn.password")} description={t("account.passwordText")}>
        <div style={{ maxWidth: "30rem" }}>
          <PasswordForm
            currentLabel={t("passwordForm.current")}
            rule={organisation?.passwordRule}
            onChanged={() => toast(t("passwordForm.done"))}
          />
        </div>
      </Section>
      <OwnSessions />
    </>
  );
}
