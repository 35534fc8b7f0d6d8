import { Button, Text } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Page } from "../../../contracts/common.ts";
import type { DemoMail } from "../../../contracts/workspace.ts";
import { DateTime } from "../../ui/date-time.tsx";
import styles from "./demo-mailbox.module.css";

interface Props {
  mails: UseInfiniteQueryResult<InfiniteData<Page<DemoMail>>>;
  chosen: string | undefined;
  onChoose: (mailId: string) => void;
}

export function MailChooser({ mails, chosen, onChoose }: Props) {
  const { t } = useTranslation("workspace");
  const items = mails.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) {
    return (
      <Text p="lg" c="dimmed">
        {t("demo-mailbox.nothing-found")}
      </Text>
    );
  }
  return (
    <ul className={styles.list}>
      {items.map((mail) => (
        <li key={mail.mailId}>
          <MailLine mail={mail} isChosen={mail.mailId === chosen} onChoose={onChoose} />
        </li>
      ))}
      {mails.hasNextPage && (
        <li>
          <Button
            variant="subtle"
            fullWidth
            my="xs"
            loading={mails.isFetchingNextPage}
            onClick={() => void mails.fetchNextPage()}
          >
            {t("common:more")}
          </Button>
        </li>
      )}
    </ul>
  );
}

interface LineProps {
  mail: DemoMail;
  isChosen: boolean;
  onChoose: (mailId: string) => void;
}

function MailLine({ mail, isChosen, onChoose }: LineProps) {
  const { t } = useTranslation("workspace");
  return (
    <button
      type="button"
      className={styles.line}
      aria-current={isChosen ? "true" : undefined}
      data-unopened={mail.isOpened ? undefined : true}
      onClick={() => onChoose(mail.mailId)}
    >
      <span className={styles.lineHead}>
        <span className={styles.cut} translate="no">
          {mail.recipient}
        </span>
        <Text span size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
          {!mail.isOpened && `${t("demo-mailbox.new")} · `}
          <DateTime at={mail.receivedAt} isRelative />
        </Text>
      </span>
      <span className={styles.cut} style={{ display: "block" }} translate="no">
        {mail.subject || t("demo-mailbox.subject-missing")}
      </span>
    </button>
  );
}
