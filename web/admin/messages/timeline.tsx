import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Attempt, Message } from "../../../contracts/messaging.ts";
import { DateTime } from "../../ui/date-time.tsx";
import { DeliveryEventLine } from "./delivery-event-line.tsx";
import styles from "./messages.module.css";

/** Each try, with what the mail server answered in its own words, and what was told about it later. */
export function Timeline({ message }: { message: Message }) {
  const { t } = useTranslation("messaging");
  return (
    <>
      {message.attempts.length === 0 && <Text c="dimmed">{t("detail.noAttempt")}</Text>}
      <ol className={styles.timeline}>
        {linesOf(message).map(({ key, line }) => (
          <li key={key}>{line}</li>
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

function linesOf({ attempts, deliveryEvents }: Message): { key: string; at: string; line: ReactNode }[] {
  const tries = attempts.map((attempt) => ({
    key: attempt.attemptId,
    at: attempt.endedAt,
    line: <AttemptLine attempt={attempt} />,
  }));
  const told = deliveryEvents.map((event) => ({
    key: event.deliveryEventId,
    at: event.happenedAt,
    line: <DeliveryEventLine event={event} />,
  }));
  return [...tries, ...told].sort((left, right) => left.at.localeCompare(right.at));
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
