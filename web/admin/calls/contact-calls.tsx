import { Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { DateTime } from "../../ui/date-time.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Section } from "../../ui/section.tsx";
import { CallResult, CallWhy } from "./call-list.tsx";
import { callsQuery } from "./call-queries.ts";

/** Who called this person, why, and what came of it. Shown once there has been one. */
export function ContactCalls({ contactId }: { contactId: string }) {
  const { t } = useTranslation("consent");
  const calls = useQuery(callsQuery({ contactId, limit: "5" }));
  const items = calls.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section
      title={t("calls.of-contact")}
      actions={
        <LinkButton to="/calls" search={{ contactId }} variant="default">
          {t("calls.all")}
        </LinkButton>
      }
    >
      <Stack gap="sm">
        {items.map((call) => (
          <Group key={call.callCheckId} justify="space-between" gap="xs">
            <div style={{ minWidth: 0, flex: "1 1 16rem" }}>
              <CallWhy call={call} />
              <Text size="sm" c="dimmed">
                <span translate="no">{call.askedBy}</span> · <DateTime at={call.askedAt} />
              </Text>
            </div>
            <CallResult call={call} />
          </Group>
        ))}
      </Stack>
    </Section>
  );
}
