import { Group, Stack, Text } from "@mantine/core";
import { IconDeviceDesktop } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { OpenSession } from "../../../contracts/identity.ts";
import { request } from "../../api-client/request.ts";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Section } from "../../ui/section.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { ownSessionsQuery } from "./identity-queries.ts";
import { nameBrowser } from "./name-browser.ts";

/** Where one is signed in, and a way to end what one does not know. */
export function OwnSessions() {
  const { t } = useTranslation("identity");
  const sessions = useQuery(ownSessionsQuery);
  return (
    <Section title={t("sessions.title")} description={t("sessions.text")}>
      <QueryView query={sessions}>
        {({ items }) => (
          <Stack component="ul" gap="md" p={0} m={0} style={{ listStyle: "none" }}>
            {items.map((session) => (
              <li key={session.sessionId}>
                <SessionLine session={session} />
              </li>
            ))}
          </Stack>
        )}
      </QueryView>
    </Section>
  );
}

function SessionLine({ session }: { session: OpenSession }) {
  const { t } = useTranslation("identity");
  const queryClient = useQueryClient();
  const revoke = async () => {
    await request("DELETE", `/account/sessions/${session.sessionId}`);
    await queryClient.invalidateQueries({ queryKey: ownSessionsQuery.queryKey });
  };
  return (
    <Group justify="space-between" gap="sm">
      <Group gap="md" wrap="nowrap" miw={0} flex="1 1 16rem">
        <IconDeviceDesktop size={24} stroke={1.6} aria-hidden style={{ flex: "none" }} />
        <div>
          <Text fw={600} translate="no">
            {nameBrowser(session.userAgent) ?? t("sessions.unknown")}
          </Text>
          <Text size="sm" c="dimmed">
            {t("sessions.since")} <DateTime at={session.createdAt} /> · {t("sessions.seen")}{" "}
            <DateTime at={session.lastSeenAt} isRelative />
          </Text>
        </div>
      </Group>
      {session.isCurrent ? (
        <StatusBadge tone="good" label={t("sessions.current")} />
      ) : (
        <ConfirmButton
          size="sm"
          question={t("sessions.endQuestion")}
          consequence={t("sessions.endConsequence")}
          confirmLabel={t("sessions.end")}
          onConfirm={revoke}
        >
          {t("sessions.end")}
        </ConfirmButton>
      )}
    </Group>
  );
}
