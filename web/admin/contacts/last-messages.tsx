import { Anchor, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DateTime } from "../../ui/date-time.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Section } from "../../ui/section.tsx";
import { MessageOutcomeBadge } from "../messages/message-outcome.tsx";
import { messagesQuery } from "../messages/message-queries.ts";

/** What this person got lately; the rest is one press away. */
export function LastMessages({ contactId }: { contactId: string }) {
  const { t } = useTranslation("contacts");
  const messages = useQuery(messagesQuery({ contactId, limit: "5" }));
  const items = messages.data?.items ?? [];
  return (
    <Section
      title={t("page.messages")}
      actions={
        items.length > 0 && (
          <LinkButton to="/messages" search={{ contactId }} variant="default">
            {t("page.allMessages")}
          </LinkButton>
        )
      }
    >
      <Stack gap="sm">
        {items.length === 0 && <Text c="dimmed">{t("page.noMessage")}</Text>}
        {items.map((message) => (
          <Group key={message.messageId} justify="space-between" gap="xs">
            <Anchor component={Link} to={`/messages/${message.messageId}`} translate="no">
              {message.subject}
            </Anchor>
            <Group gap="sm">
              <MessageOutcomeBadge {...message} />
              <Text size="sm" c="dimmed">
                <DateTime at={message.finalAt ?? message.queuedAt} isRelative />
              </Text>
            </Group>
          </Group>
        ))}
      </Stack>
    </Section>
  );
}
