import { IconUsersGroup } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { User } from "../../../contracts/identity.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { useFilters } from "../../ui/filters.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { usersQuery } from "./identity-queries.ts";
import { UserStatus } from "./user-status.tsx";

export function UserListPage() {
  const { t } = useTranslation("identity");
  const [filters, setFilters] = useFilters<{ search?: string; cursor?: string }>();
  const users = useQuery({ ...usersQuery(filters), placeholderData: keepPreviousData });
  return (
    <>
      <PageHeader
        title={t("users.title")}
        description={t("users.text")}
        actions={<LinkButton to="/settings/users/new">{t("users.add")}</LinkButton>}
      />
      <FilterBar filters={filters} onChange={setFilters} searchLabel={t("users.search")} />
      <DataTable<User>
        label={t("users.title")}
        query={users}
        rowKey={(user) => user.userId}
        rowLink={(user) => `/settings/users/${user.userId}`}
        cursor={filters.cursor}
        onCursor={(cursor) => setFilters({ cursor })}
        empty={<EmptyState icon={IconUsersGroup} title={t("users.none")} />}
        columns={[
          { name: "name", label: t("user.name"), render: (user) => user.name, isTitle: true, isData: true },
          { name: "email", label: t("user.email"), render: (user) => user.email, isData: true },
          { name: "role", label: t("user.role"), render: (user) => t(`common:roles.${user.role}`) },
          {
            name: "lastSignedInAt",
            label: t("user.lastSignedIn"),
            render: (user) => <DateTime at={user.lastSignedInAt} isRelative fallback={t("user.never")} />,
          },
          { name: "status", label: t("user.status"), render: (user) => <UserStatus user={user} /> },
        ]}
      />
    </>
  );
}
