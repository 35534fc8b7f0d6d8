import { Button, Stack, Tabs, Text, Title } from "@mantine/core";
import { IconArrowLeft, IconMailOpened } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { DemoMailDetails } from "../../../contracts/workspace.ts";
import { apiUrl } from "../../api-client/request.ts";
import { DateTime } from "../../ui/date-time.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import styles from "./demo-mailbox.module.css";
import { demoMailQuery, demoRecipientsQuery } from "./demo-mailbox-queries.ts";
import { MailHeaders } from "./mail-headers.tsx";
import { OneClickTry } from "./one-click-try.tsx";

interface Props {
  mailId: string | undefined;
  onBack: () => void;
}

export function MailView({ mailId, onBack }: Props) {
  const { t } = useTranslation("workspace");
  if (mailId === undefined) return <EmptyState icon={IconMailOpened} title={t("demo-mailbox.choose")} />;
  return (
    <div className={styles.mail}>
      <Button
        variant="subtle"
        size="sm"
        mb="sm"
        hiddenFrom="md"
        leftSection={<IconArrowLeft size={16} aria-hidden />}
        onClick={onBack}
      >
        {t("demo-mailbox.back")}
      </Button>
      <OpenMail key={mailId} mailId={mailId} />
    </div>
  );
}

function OpenMail({ mailId }: { mailId: string }) {
  const queryClient = useQueryClient();
  const mail = useQuery(demoMailQuery(mailId));
  const isRead = mail.isSuccess;
  // Opening it took its "new" away in the lists beside it.
  useEffect(() => {
    if (!isRead) return;
    void queryClient.invalidateQueries({ queryKey: ["demo-mailbox", "mails"] });
    void queryClient.invalidateQueries({ queryKey: demoRecipientsQuery.queryKey });
  }, [isRead, queryClient]);
  return <QueryView query={mail}>{(data) => <MailContent mail={data} />}</QueryView>;
}

function MailContent({ mail }: { mail: DemoMailDetails }) {
  const { t } = useTranslation("workspace");
  const body = `/demo-mailbox/mails/${mail.mailId}/body`;
  return (
    <Stack gap="md">
      <div>
        <Title order={2} size="h3" translate="no" style={{ overflowWrap: "anywhere" }}>
          {mail.subject || t("demo-mailbox.subject-missing")}
        </Title>
        <Text size="sm" translate="no">
          {t("demo-mailbox.from", { address: mail.from })}
        </Text>
        <Text size="sm" translate="no">
          {t("demo-mailbox.to", { address: mail.to })}
        </Text>
        <Text size="sm" c="dimmed">
          <DateTime at={mail.receivedAt} />
        </Text>
      </div>
      <OneClickTry mail={mail} />
      <Tabs defaultValue={mail.hasHtml ? "mail" : "text"} keepMounted={false}>
        <Tabs.List mb="md">
          {mail.hasHtml && <Tabs.Tab value="mail">{t("demo-mailbox.tab-mail")}</Tabs.Tab>}
          <Tabs.Tab value="text">{t("demo-mailbox.tab-text")}</Tabs.Tab>
          <Tabs.Tab value="headers">{t("demo-mailbox.tab-headers")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="mail">
          <iframe
            className={styles.frame}
            title={t("demo-mailbox.frame-title")}
            src={apiUrl(body)}
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            referrerPolicy="no-referrer"
          />
        </Tabs.Panel>
        <Tabs.Panel value="text">
          <pre className={styles.plain} translate="no">
            {mail.text || t("demo-mailbox.no-text")}
          </pre>
        </Tabs.Panel>
        <Tabs.Panel value="headers">
          <MailHeaders mail={mail} sourceUrl={apiUrl(body, { part: "source" })} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
