import { Group } from "@mantine/core";
import { IconPlus, IconShieldCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ConsentType } from "../../../contracts/consent.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { useCan } from "../session.ts";
import { consentTypesQuery } from "./consent-queries.ts";
import { useUseNames } from "./use-use-names.ts";

export function TypeListPage() {
  const { t } = useTranslation("consent");
  const canChange = useCan("consent.settings");
  const types = useQuery({
    ...consentTypesQuery,
    select: ({ items }) => ({ items, total: items.length, nextCursor: null }),
  });
  return (
    <>
      <PageHeader
        title={t("types.title")}
        description={t("types.text")}
        actions={
          canChange && (
            <LinkButton to="/settings/consent-types/new" leftSection={<IconPlus size={18} aria-hidden />}>
              {t("types.add")}
            </LinkButton>
          )
        }
      />
      <DataTable<ConsentType>
        label={t("types.title")}
        query={types}
        rowKey={(type) => type.typeId}
        rowLink={(type) => `/settings/consent-types/${type.typeId}`}
        columns={useColumns()}
        empty={<EmptyState icon={IconShieldCheck} title={t("types.none")} text={t("types.text")} />}
      />
    </>
  );
}

function useColumns(): Column<ConsentType>[] {
  const { t } = useTranslation("consent");
  const namesOf = useUseNames();
  return [
    { name: "title", label: t("types.name"), render: (type) => type.title, isTitle: true, isData: true },
    { name: "code", label: t("types.code"), render: (type) => type.code, isData: true },
    { name: "uses", label: t("types.uses"), render: (type) => namesOf(type).join(", ") },
    {
      name: "validity",
      label: t("types.validity"),
      render: (type) =>
        type.validityDays === null ? t("types.always") : t("types.days", { count: type.validityDays }),
    },
    { name: "status", label: t("types.status"), render: (type) => <TypeStatus type={type} /> },
  ];
}

function TypeStatus({ type }: { type: ConsentType }) {
  const { t } = useTranslation("consent");
  const allowsAll = type.allowsMass && type.allowsSingle && type.allowsContact;
  if (!type.isArchived && !type.isMain && !allowsAll) return null;
  return (
    <Group gap="xs">
      {type.isArchived && <StatusBadge tone="quiet" label={t("types.archived")} />}
      {type.isMain && <StatusBadge tone="good" label={t("types.main")} />}
      {allowsAll && !type.isArchived && <StatusBadge tone="attention" label={t("types.allows-all")} />}
    </Group>
  );
}
