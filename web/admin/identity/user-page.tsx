import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { User } from "../../../contracts/identity.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Section } from "../../ui/section.tsx";
import { useSession } from "../session.ts";
import { userQuery } from "./identity-queries.ts";
import { UserAccess } from "./user-access.tsx";
import { UserDetails } from "./user-details.tsx";
import { UserPassword } from "./user-password.tsx";
import { UserStatus } from "./user-status.tsx";

export function UserPage() {
  const { userId = "" } = useParams({ strict: false });
  const user = useQuery(userQuery(userId));
  return <QueryView query={user}>{(data) => <UserScreen key={data.userId} user={data} />}</QueryView>;
}

function UserScreen({ user }: { user: User }) {
  const { t } = useTranslation("identity");
  const { user: self } = useSession();
  const isSelf = self.userId === user.userId;
  return (
    <>
      <PageHeader
        title={user.name}
        titleIsData
        description={t(`common:roles.${user.role}`)}
        badge={<UserStatus user={user} />}
        back={{ to: "/settings/users", label: t("users.title") }}
      />
      <UserDetails user={user} isSelf={isSelf} />
      <Section title={t("user.passwordTitle")} description={t("user.passwordText")}>
        <UserPassword user={user} isSelf={isSelf} />
      </Section>
      {!isSelf && <UserAccess user={user} />}
    </>
  );
}
