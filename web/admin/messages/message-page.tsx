import { Anchor, Stack, Tabs, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Message } from "../../../contracts/messaging.ts";
import { Banner } from "../../ui/banner.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Section } from "../../ui/section.tsx";
import { useCan } from "../session.ts";
import { Facts } from "./facts.tsx";
import { MessageOutcomeBadge } from "./message-outcome.tsx";
import { messageQuery } from "./message-queries.ts";
import { MessageReason } from "./message-reason.tsx";
import styles from "./messages.module.css";
import { Recipient } from "./recipient.tsx";
import { ResendSelection } from "./resend-selection.tsx";
import { Timeline } from "./timeline.tsx";

export function MessagePage() {
  const { messageId = "" } = useParams({ strict: false });
  const message = useQuery(messageQuery(messageId));
  return <QueryView query={message}>{(found) => <MessageView message={found} />}</QueryView>;
}

/** Exactly what was sent, why it was allowed, and what happened on the way. */
function MessageView({ message }: { message: Message }) {
  const { t } = useTranslation("messaging");
  const isSettling = message.settlesAt !== null && Date.parse(message.settlesAt) > Date.now();
  const mayResend = useCan("messages.resend") && message.isResendable && !isSettling;
  return (
    <>
      <PageHeader
        title={message.subject}
        titleIsData
        back={{ to: "/messages", label: t("history.title") }}
        badge={<MessageOutcomeBadge {...message} />}
      />
      {isSettling && <Settling at={message.settlesAt} />}
      {mayResend && <Resend message={message} />}
      <Section title={t("detail.why")}>
        <Why message={message} />
        {message.consentEventId && (
          <div className={styles.reason}>
            <MessageReason messageId={message.messageId} />
          </div>
        )}
      </Section>
      <Section title={t("detail.sent")}>
        <Content message={message} />
      </Section>
      <Section title={t("detail.way")}>
        <Timeline message={message} />
      </Section>
    </>
  );
}

/** A copy by hand now would be one too many: the program brings it again by itself. */
function Settling({ at }: { at: string | null }) {
  const { t } = useTranslation("messaging");
  return (
    <Banner
      tone="attention"
      title={t("resend.uncertain")}
      text={
        <>
          {t("resend.settles")} <DateTime at={at} />
        </>
      }
    />
  );
}

function Resend({ message }: { message: Message }) {
  const { t } = useTranslation("messaging");
  const isUncertain = message.state === "uncertain";
  return (
    <ResendSelection
      messages={[message]}
      title={t(isUncertain ? "resend.uncertain" : "resend.one")}
      {...(isUncertain && { text: t("resend.uncertainText") })}
      onDone={() => undefined}
    />
  );
}

function Why({ message }: { message: Message }) {
  const { t } = useTranslation("messaging");
  const reason = message.finalReason && t(`reasons.${message.finalReason.replace(".", "-")}`);
  return (
    <Facts
      facts={[
        { label: t("detail.to"), value: <Recipient message={message} /> },
        { label: t("detail.from"), value: message.sentFrom ?? "–" },
        { label: t("detail.class"), value: t(`classes.${message.messageClass}`) },
        { label: t("detail.ground"), value: message.ground ? t(`grounds.${message.ground}`) : t("grounds.none") },
        ...(message.basis?.kind === "stated-reason" ? [{ label: t("detail.reason"), value: message.basis.text }] : []),
        ...(reason ? [{ label: t("detail.ended"), value: reason }] : []),
        {
          label: t("detail.queuedBy"),
          value: (
            <>
              {message.queuedBy}, <DateTime at={message.queuedAt} />
            </>
          ),
        },
        ...(message.batchName ? [{ label: t("detail.campaign"), value: <Batch message={message} /> }] : []),
        ...(message.resendOf ? [{ label: t("detail.resendOf"), value: <Other messageId={message.resendOf} /> }] : []),
        ...message.resends.map((resend) => ({
          label: t("detail.resentAs"),
          value: <Other messageId={resend.messageId} at={resend.queuedAt} />,
        })),
      ]}
    />
  );
}

/** Everything that went out with it. */
function Batch({ message }: { message: Message }) {
  return (
    <Anchor component={Link} to="/messages" search={{ batchId: message.batchId ?? "" } as never} translate="no">
      {message.batchName}
    </Anchor>
  );
}

function Other({ messageId, at }: { messageId: string; at?: string }) {
  const { t } = useTranslation("messaging");
  return (
    <Anchor component={Link} to={`/messages/${messageId}`}>
      {at ? <DateTime at={at} /> : t("detail.first")}
    </Anchor>
  );
}

function Content({ message }: { message: Message }) {
  const { t } = useTranslation("messaging");
  return (
    <Stack gap="sm">
      <Text translate="no" fw={600}>
        {message.subject}
      </Text>
      <Tabs defaultValue="html">
        <Tabs.List>
          <Tabs.Tab value="html">{t("detail.html")}</Tabs.Tab>
          <Tabs.Tab value="text">{t("detail.plain")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="html" pt="sm">
          <iframe
            className={styles.frame}
            title={t("detail.frame")}
            sandbox=""
            src={`/api/v1/messages/${message.messageId}/body`}
            referrerPolicy="no-referrer"
          />
        </Tabs.Panel>
        <Tabs.Panel value="text" pt="sm">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section className={styles.plain} translate="no" aria-label={t("detail.plain")} tabIndex={0}>
            {message.text}
          </section>
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
