import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { DeliveryEvent } from "../../../contracts/message-returns.ts";
import { DateTime } from "../../ui/date-time.tsx";

/** What others told about the message after it left, in plain words first, then in theirs. */
export function DeliveryEventLine({ event }: { event: DeliveryEvent }) {
  const { t } = useTranslation("messaging");
  const said = [event.statusCode, event.detail].filter(Boolean).join(" · ");
  return (
    <>
      <Text component="span" fw={600}>
        {t(`events.${event.kind}`)}
      </Text>{" "}
      <DateTime at={event.happenedAt} />
      {event.bounceClass && <Text size="sm">{t(`bounces.${event.bounceClass}`)}</Text>}
      {said && (
        <Text size="sm" c="dimmed" translate="no" style={{ overflowWrap: "anywhere" }}>
          {said}
        </Text>
      )}
    </>
  );
}
