import { Group, Text } from "@mantine/core";
import { IconTemplate } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { languages } from "../../../contracts/languages.ts";
import type { TemplateSummary } from "../../../contracts/templates.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { type Filters, useFilters } from "../../ui/filters.ts";
import { languageNames } from "../../ui/languages.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { useCan } from "../session.ts";
import { NewTemplateMenu } from "./new-template-menu.tsx";
import { offeredKinds } from "./offered-kinds.ts";
import { templatesQuery } from "./template-queries.ts";
import { TemplateRowActions } from "./template-row-actions.tsx";
import { TemplateStatus } from "./template-status.tsx";

export function TemplateListPage() {
  const { t } = useTranslation("templates");
  const [filters, setFilters] = useFilters();
  const templates = useQuery({ ...templatesQuery(filters), placeholderData: keepPreviousData });
  const canWrite = useCan("templates.write");
  return (
    <>
      <PageHeader
        title={t("list.title")}
        description={t("list.description")}
        actions={canWrite && <NewTemplateMenu />}
      />
      <FilterBar filters={filters} onChange={setFilters} searchLabel={t("list.search")} fields={useFields()} />
      <DataTable
        label={t("list.title")}
        query={templates}
        columns={useColumns(canWrite)}
        rowKey={(row) => row.templateId}
        rowLink={(row) => `/templates/${row.templateId}`}
        cursor={filters.cursor as string | undefined}
        onCursor={(cursor) => setFilters({ cursor })}
        empty={<NothingHere filters={filters} canWrite={canWrite} />}
      />
    </>
  );
}

function useFields() {
  const { t } = useTranslation("templates");
  return [
    {
      name: "kind",
      label: t("list.kind"),
      options: offeredKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) })),
    },
    {
      name: "language",
      label: t("list.language"),
      options: languages.map((language) => ({ value: language, label: languageNames[language] })),
    },
    {
      name: "archived",
      label: t("list.state"),
      options: [
        { value: "yes", label: t("list.archived") },
        { value: "all", label: t("list.all") },
      ],
    },
  ];
}

function useColumns(canWrite: boolean): Column<TemplateSummary>[] {
  const { t } = useTranslation("templates");
  return [
    {
      name: "name",
      label: t("list.name"),
      isTitle: true,
      render: (row) => (
        <Group gap="xs">
          <span translate="no">{row.name}</span>
          <TemplateStatus template={row} />
        </Group>
      ),
    },
    {
      name: "subject",
      label: t("list.subject"),
      isData: true,
      render: (row) => (
        <Text inherit lineClamp={2} lang={row.language}>
          {row.subject}
        </Text>
      ),
    },
    { name: "kind", label: t("list.kind"), render: (row) => t(`kinds.${row.kind}`) },
    { name: "language", label: t("list.language"), render: (row) => languageNames[row.language] },
    { name: "saved", label: t("list.saved"), render: (row) => <DateTime at={row.updatedAt} isRelative /> },
    ...(canWrite
      ? [
          {
            name: "actions",
            label: t("common:actions"),
            isInteractive: true,
            align: "end" as const,
            render: (row: TemplateSummary) => <TemplateRowActions template={row} />,
          },
        ]
      : []),
  ];
}

function NothingHere({ filters, canWrite }: { filters: Filters; canWrite: boolean }) {
  const { t } = useTranslation("templates");
  if (Object.keys(filters).length > 0) {
    return <EmptyState icon={IconTemplate} title={t("list.nothingTitle")} text={t("list.nothingText")} />;
  }
  return (
    <EmptyState
      icon={IconTemplate}
      title={t("list.emptyTitle")}
      text={t("list.emptyText")}
      action={canWrite && <NewTemplateMenu />}
    />
  );
}
