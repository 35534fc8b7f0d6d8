import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Attempt, Message } from "../../../contracts/messaging.ts";
import { DateTime } from "../../ui/date-time.tsx";
import styles from "./messages.module.css";

/** Each try, with what the mail server answered in its own words. */
export function Timeline({ message }: { message: Message }) {
  const { t } = useTranslation("messaging");
  return (
    <>
      {message.attempts.length === 0 && <Text c="dimmed">{t("detail.noAttempt")}</Text>}
      <ol className={styles.timeline}>
        {message.attempts.map((attempt) => (
          <li key={attempt.attemptId}>
            <AttemptLine attempt={attempt} />
          </li>
        ))}
      </ol>
      {message.notBefore && message.outcome === "waiting" && (
        <Text size="sm" c="dimmed">
          {t("detail.nextTry")} <DateTime at={message.notBefore} />
        </Text>
      )}
    </>
  );
}

function AttemptLine({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation("messaging");
  const { replyCode, replyText } = attempt;
  return (
    <>
      <Text component="span" fw={600}>
        {t(`attempts.${attempt.outcome}`)}
      </Text>{" "}
      <DateTime at={attempt.endedAt} />
      {replyText && (
        <Text size="sm" c="dimmed" translate="no" style={{ overflowWrap: "anywhere" }}>
          {replyCode} {replyText}
        </Text>
      )}
    </>
  );
}
