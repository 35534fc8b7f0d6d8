import { Text } from "@mantine/core";
import { IconMailCog, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Sender } from "../../../contracts/senders.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Section } from "../../ui/section.tsx";
import { useCan } from "../session.ts";
import { SenderOwner } from "./sender-owner.tsx";
import { sendersQuery } from "./sender-queries.ts";
import { SenderStateBadge } from "./sender-state.tsx";
import { SendingModeSection } from "./sending-mode-section.tsx";

export function SenderListPage() {
  const { t } = useTranslation("senders");
  const canManage = useCan("senders.manage");
  return (
    <>
      <PageHeader title={t("page-title")} description={t("page-lead")} actions={canManage && <AddMailbox />} />
      <SendingModeSection canManage={canManage} />
      <Section title={t("list.title")}>
        <SenderTable canManage={canManage} />
      </Section>
    </>
  );
}

function AddMailbox() {
  const { t } = useTranslation("senders");
  return (
    <LinkButton to="/settings/senders/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {t("list.add")}
    </LinkButton>
  );
}

function SenderTable({ canManage }: { canManage: boolean }) {
  const { t } = useTranslation("senders");
  const senders = useQuery({
    ...sendersQuery,
    // The platform's own sender is the choice above this list.
    select: ({ items }) => {
      const mailboxes = items.filter((sender) => sender.kind === "smtp");
      return { items: mailboxes, total: mailboxes.length, nextCursor: null };
    },
  });
  return (
    <DataTable<Sender>
      label={t("list.title")}
      query={senders}
      rowKey={(sender) => sender.senderId}
      {...(canManage && { rowLink: (sender: Sender) => `/settings/senders/${sender.senderId}` })}
      empty={
        <EmptyState
          icon={IconMailCog}
          title={t("list.empty-title")}
          text={t("list.empty-text")}
          action={canManage && <AddMailbox />}
        />
      }
      columns={[
        {
          name: "address",
          label: t("list.address"),
          render: (sender) => <Address sender={sender} />,
          isTitle: true,
          isData: true,
        },
        { name: "area", label: t("list.used-for"), render: (sender) => t(`area.${sender.area}`) },
        { name: "owner", label: t("list.belongs-to"), render: (sender) => <SenderOwner owner={sender.owner} /> },
        { name: "limit", label: t("list.limit"), render: (sender) => <Limit limit={sender.limit} /> },
        { name: "state", label: t("list.state"), render: (sender) => <SenderStateBadge state={sender.state} /> },
      ]}
    />
  );
}

function Address({ sender }: { sender: Sender }) {
  return (
    <>
      {sender.fromAddress}
      <Text span display="block" size="sm" c="dimmed" fw={400}>
        {sender.displayName}
      </Text>
    </>
  );
}

function Limit({ limit }: { limit: Sender["limit"] }) {
  const { t } = useTranslation("senders");
  return limit ? t("list.limit-value", limit) : t("list.no-limit");
}
