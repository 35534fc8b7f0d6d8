import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { PageHeader } from "../../ui/page-header.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { organisationQuery } from "./identity-queries.ts";
import { OrganisationDetails } from "./organisation-details.tsx";
import { PasswordRuleChoice } from "./password-rule-choice.tsx";
import { Shops } from "./shops.tsx";

export function OrganisationPage() {
  const { t } = useTranslation("identity");
  const organisation = useQuery(organisationQuery);
  return (
    <>
      <PageHeader title={t("organisation.title")} description={t("organisation.text")} />
      <QueryView query={organisation}>
        {(data) => (
          <>
            <OrganisationDetails organisation={data} />
            <Shops />
            <PasswordRuleChoice organisation={data} />
          </>
        )}
      </QueryView>
    </>
  );
}
