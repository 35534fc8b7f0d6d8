import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ConsentEvent } from "../../../contracts/consent-evidence.ts";
import { DateTime } from "../../ui/date-time.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Facts } from "./facts.tsx";
import { messageReasonQuery } from "./message-queries.ts";
import styles from "./messages.module.css";

/** Why this person got this: what they said, to which words, when and how. */
export function MessageReason({ messageId }: { messageId: string }) {
  const reason = useQuery(messageReasonQuery(messageId));
  return <QueryView query={reason}>{({ event }) => event && <EventFacts event={event} />}</QueryView>;
}

function EventFacts({ event }: { event: ConsentEvent }) {
  const { t } = useTranslation(["consent-evidence", "consent"]);
  // What staff entered has a day and no time of day.
  const isDay = event.actor === "staff" && (event.kind === "granted" || event.kind === "extended");
  const who = `${t(`consent:actors.${event.actor}`)}, ${t(`consent:sources.${event.source}`)}`;
  return (
    <Facts
      facts={[
        {
          label: t("why.rests-on"),
          value: (
            <>
              {t(`consent:events.${event.kind}`)}
              {event.typeTitle && (
                <>
                  {" · "}
                  <span translate="no">{event.typeTitle}</span>
                </>
              )}
              <br />
              <DateTime at={event.occurredAt} isDateOnly={isDay} /> · {who}
              {event.actorName && event.actor !== "system" && <span translate="no"> ({event.actorName})</span>}
            </>
          ),
        },
        { label: t("why.said"), value: <Words event={event} /> },
        {
          label: t("why.since"),
          value: event.followedBy ? (
            <>
              {t(`consent:events.${event.followedBy.kind}`)}, <DateTime at={event.followedBy.at} />
            </>
          ) : (
            t("why.stands")
          ),
        },
        {
          label: t("why.hash"),
          value: (
            <Text size="xs" ff="monospace" translate="no" style={{ overflowWrap: "anywhere" }}>
              {event.seq} · {event.hash}
            </Text>
          ),
        },
      ]}
    />
  );
}

function Words({ event }: { event: ConsentEvent }) {
  const { t } = useTranslation(["consent-evidence", "consent"]);
  const { wordingTitle, wordingText, wordingVersion, evidence, note } = event;
  if (wordingText === null && evidence === null && note === null) return t("why.none");
  return (
    <>
      {wordingText !== null && (
        <blockquote className={styles.words} translate="no" lang={event.language ?? undefined}>
          <strong>{wordingTitle}</strong>
          <br />
          {wordingText}
        </blockquote>
      )}
      {wordingText !== null && (
        <Text size="sm" c="dimmed">
          {t("consent:panel.wording", { version: wordingVersion })}
        </Text>
      )}
      {evidence !== null && <div translate="no">{evidence}</div>}
      {note !== null && <div translate="no">{note}</div>}
    </>
  );
}
