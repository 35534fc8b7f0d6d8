import { Code, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ApiKey } from "../../../contracts/identity.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Section } from "../../ui/section.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { apiKeysQuery } from "./identity-queries.ts";
import { RevokeApiKey } from "./revoke-api-key.tsx";

export function ApiKeysPage() {
  const { t } = useTranslation("identity");
  const keys = useQuery({
    ...apiKeysQuery,
    select: ({ items }) => ({ items, total: items.length, nextCursor: null }),
  });
  return (
    <>
      <PageHeader title={t("apiKeys.title")} description={t("apiKeys.text")} />
      <DataTable<ApiKey>
        label={t("apiKeys.title")}
        query={keys}
        rowKey={(key) => key.apiKeyId}
        columns={useColumns()}
        empty={<EmptyState icon={IconKey} title={t("apiKeys.none")} text={t("apiKeys.noneText")} />}
      />
      <div style={{ marginTop: "1.5rem" }}>
        <Section title={t("apiKeys.create")} description={t("apiKeys.createText")}>
          <Code block translate="no">
            npm run cli -- create-api-key --help
          </Code>
          <Text size="sm" mt="md">
            <a href="/api/openapi.json" target="_blank" rel="noreferrer">
              {t("apiKeys.description")}
            </a>{" "}
            ({t("common:opensNewTab")})
          </Text>
        </Section>
      </div>
    </>
  );
}

function useColumns(): Column<ApiKey>[] {
  const { t } = useTranslation("identity");
  return [
    { name: "name", label: t("apiKeys.name"), render: (key) => key.name, isTitle: true, isData: true },
    { name: "prefix", label: t("apiKeys.prefix"), render: (key) => <Code>{key.prefix}…</Code>, isData: true },
    { name: "policies", label: t("apiKeys.policies"), align: "end", render: (key) => key.policies.length },
    {
      name: "lastUsedAt",
      label: t("apiKeys.lastUsed"),
      render: (key) => <DateTime at={key.lastUsedAt} isRelative fallback={t("user.never")} />,
    },
    {
      name: "status",
      label: t("user.status"),
      render: (key) =>
        key.revokedAt ? (
          <StatusBadge tone="quiet" label={t("apiKeys.revoked")} />
        ) : (
          <StatusBadge tone="good" label={t("apiKeys.valid")} />
        ),
    },
    {
      name: "actions",
      label: t("common:actions"),
      isInteractive: true,
      render: (key) => (key.revokedAt ? null : <RevokeApiKey apiKey={key} />),
    },
  ];
}
