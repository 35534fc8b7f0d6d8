import { Button, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { HistoryEntry } from "../../../contracts/consent.ts";
import { DateTime } from "../../ui/date-time.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import styles from "./address-consent.module.css";
import { historyQuery } from "./consent-queries.ts";
import { lastMoment } from "./last-moment.ts";

/** Who, when, how and on the strength of what: newest first (X14). */
export function ConsentHistory({ addressId }: { addressId: string }) {
  const { t } = useTranslation("consent");
  const history = useInfiniteQuery(historyQuery(addressId));
  return (
    <QueryView query={history}>
      {({ pages }) => {
        const entries = pages.flatMap((page) => page.items);
        if (entries.length === 0) return <Text c="dimmed">{t("panel.no-history")}</Text>;
        return (
          <Stack align="flex-start" gap="xs">
            <ol className={styles.history} aria-label={t("panel.history")}>
              {entries.map((entry) => (
                <Entry key={entry.eventId} entry={entry} />
              ))}
            </ol>
            {history.hasNextPage && (
              <Button
                variant="default"
                loading={history.isFetchingNextPage}
                onClick={() => void history.fetchNextPage()}
              >
                {t("panel.older")}
              </Button>
            )}
          </Stack>
        );
      }}
    </QueryView>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation("consent");
  // What staff entered has a day and no time of day.
  const isDay = entry.actor === "staff" && (entry.kind === "granted" || entry.kind === "extended");
  return (
    <li className={styles.entry}>
      <Text fw={600}>
        {t(`events.${entry.kind}`)}
        {entry.typeTitle && (
          <>
            {" · "}
            <span translate="no">{entry.typeTitle}</span>
          </>
        )}
      </Text>
      <Text size="sm" c="dimmed" component="div">
        <DateTime at={entry.occurredAt} isDateOnly={isDay} />
        {" · "}
        {t(`actors.${entry.actor}`)}
        {entry.actorName && entry.actor !== "system" && (
          <>
            {" "}
            (<span translate="no">{entry.actorName}</span>)
          </>
        )}
        {", "}
        {t(`sources.${entry.source}`)}
      </Text>
      <Proof entry={entry} />
    </li>
  );
}

function Proof({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation("consent");
  const isLater = entry.recordedAt.slice(0, 16) !== entry.occurredAt.slice(0, 16);
  return (
    <Text size="sm" component="div">
      {isLater && (
        <div>
          {t("panel.recorded-at")} <DateTime at={entry.recordedAt} />
        </div>
      )}
      {entry.validUntil && (
        <div>
          {t("panel.valid-until")} <DateTime at={lastMoment(entry.validUntil)} isDateOnly />
        </div>
      )}
      {entry.evidence && (
        <div>
          {t("panel.evidence")} <span translate="no">{entry.evidence}</span>
        </div>
      )}
      {entry.note && (
        <div>
          {t("panel.note")} <span translate="no">{entry.note}</span>
        </div>
      )}
      {entry.wordingText && (
        <details>
          <summary>{t("panel.wording", { version: entry.wordingVersion })}</summary>
          <p className={styles.wording} translate="no" lang={entry.language ?? undefined}>
            {entry.wordingText}
          </p>
        </details>
      )}
    </Text>
  );
}
