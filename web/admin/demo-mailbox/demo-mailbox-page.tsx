import { Box } from "@mantine/core";
import { IconMailbox } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { request } from "../../api-client/request.ts";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { useFilters } from "../../ui/filters.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PageLoading } from "../../ui/page-loading.tsx";
import { toast } from "../../ui/toast.tsx";
import { useCan } from "../session.ts";
import styles from "./demo-mailbox.module.css";
import { demoMailsQuery } from "./demo-mailbox-queries.ts";
import { MailChooser } from "./mail-chooser.tsx";
import { MailView } from "./mail-view.tsx";
import { MailboxFilters } from "./mailbox-filters.tsx";

export interface MailboxFilterValues {
  recipient?: string;
  search?: string;
  mail?: string;
  [name: string]: string | undefined;
}

/** Every e-mail of the demonstration: whoever tries the product is sender and recipient at once. */
export function DemoMailboxPage() {
  const { t } = useTranslation("workspace");
  const canEmpty = useCan("messages.send");
  return (
    <>
      <PageHeader
        title={t("demo-mailbox.title")}
        description={t("demo-mailbox.lead")}
        actions={canEmpty && <EmptyMailbox />}
      />
      <Mailbox />
    </>
  );
}

function Mailbox() {
  const { t } = useTranslation("workspace");
  const [filters, setFilters] = useFilters<MailboxFilterValues>();
  const navigate = useNavigate();
  const mails = useInfiniteQuery(demoMailsQuery(filters));
  // A step of the history: on a narrow screen "back" leads from the mail to the list.
  const choose = (mail: string) => void navigate({ to: ".", search: { ...filters, mail }, resetScroll: true });
  if (mails.error && !mails.data) return <ErrorNotice problem={mails.error} onRetry={() => void mails.refetch()} />;
  if (!mails.data) return <PageLoading />;
  const total = mails.data.pages[0]?.total ?? 0;
  const isFiltered = filters.recipient !== undefined || filters.search !== undefined;
  if (total === 0 && !isFiltered) {
    return (
      <EmptyState
        icon={IconMailbox}
        title={t("demo-mailbox.empty-title")}
        text={t("demo-mailbox.empty-text")}
        action={<LinkButton to="/campaigns">{t("demo-mailbox.empty-action")}</LinkButton>}
      />
    );
  }
  return (
    <>
      <Box {...(filters.mail !== undefined && { visibleFrom: "md" as const })}>
        <MailboxFilters filters={filters} onChange={setFilters} />
      </Box>
      <div className={styles.panes} data-reading={filters.mail === undefined ? undefined : true}>
        <section className={`${styles.pane} ${styles.listPane}`} aria-label={t("demo-mailbox.mails", { count: total })}>
          <MailChooser mails={mails} chosen={filters.mail} onChoose={choose} />
        </section>
        <section className={`${styles.pane} ${styles.mailPane}`} aria-label={t("demo-mailbox.tab-mail")}>
          <MailView mailId={filters.mail} onBack={() => setFilters({ mail: undefined })} />
        </section>
      </div>
    </>
  );
}

function EmptyMailbox() {
  const { t } = useTranslation("workspace");
  const queryClient = useQueryClient();
  const [, setFilters] = useFilters<MailboxFilterValues>();
  const empty = async () => {
    await request("DELETE", "/demo-mailbox/mails");
    setFilters({ mail: undefined, recipient: undefined, search: undefined });
    await queryClient.invalidateQueries({ queryKey: ["demo-mailbox"] });
    toast(t("demo-mailbox.emptied"));
  };
  return (
    <ConfirmButton
      question={t("demo-mailbox.empty-mailbox")}
      consequence={t("demo-mailbox.empty-mailbox-confirm")}
      confirmLabel={t("demo-mailbox.empty-mailbox")}
      isDangerous
      onConfirm={empty}
    >
      {t("demo-mailbox.empty-mailbox")}
    </ConfirmButton>
  );
}
