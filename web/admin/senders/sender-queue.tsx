import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SenderQueue } from "../../../contracts/messaging.ts";
import { Banner } from "../../ui/banner.tsx";
import { CountList } from "../../ui/count-list.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { Section } from "../../ui/section.tsx";
import { useCan } from "../session.ts";
import { senderQueueQuery } from "./sender-queries.ts";

/** What waits for this sender, why, and when the next one may leave. */
export function SenderQueuePanel({ senderId }: { senderId: string }) {
  const { t } = useTranslation("messaging");
  const mayRead = useCan("messages.read");
  const { data } = useQuery({ ...senderQueueQuery(senderId), enabled: mayRead });
  if (!mayRead || data === undefined) return null;
  const isQuiet = data === null || (data.waiting === 0 && data.uncertain === 0 && data.slowedDomains.length === 0);
  return (
    <Section title={t("queue.title")}>
      {isQuiet && <Text>{t("queue.nothing")}</Text>}
      {data && !isQuiet && <Waiting queue={data} />}
    </Section>
  );
}

function Waiting({ queue }: { queue: SenderQueue }) {
  const { t } = useTranslation("messaging");
  const messages = (outcome: string) => ({ to: "/messages", search: { senderId: queue.senderId, outcome } });
  return (
    <Stack>
      <CountList
        label={t("queue.title")}
        counts={[
          { label: t("queue.waiting"), value: queue.waiting, tone: "waiting", ...messages("waiting") },
          { label: t("queue.uncertain"), value: queue.uncertain, tone: "attention", ...messages("uncertain") },
        ]}
      />
      {queue.nextFreeAt && (
        <Text>
          {t("queue.nextFree")} <DateTime at={queue.nextFreeAt} />.
        </Text>
      )}
      {queue.slowedDomains.map(({ domain, until, replyText }) => (
        <Banner
          key={domain}
          tone="attention"
          title={t("queue.slowed", { domain })}
          text={
            <>
              <DateTime at={until} /> · <span translate="no">{replyText}</span>
            </>
          }
        />
      ))}
    </Stack>
  );
}
