import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AsOf, DayAnswer } from "../../../contracts/consent-evidence.ts";
import { DataField } from "../../ui/data-field.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { asOfQuery } from "./consent-queries.ts";

const tones = { yes: "good", part: "attention", no: "bad" } as const satisfies Record<DayAnswer, string>;

/** Could we have written to this address on that day? What the gate would have answered then, not now. */
export function DayAnswerForm({ addressId }: { addressId: string }) {
  const { t } = useTranslation("consent-evidence");
  const [wanted, setWanted] = useState("");
  const [day, setDay] = useState("");
  const answer = useQuery(asOfQuery(addressId, day));
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setDay(wanted);
  };
  return (
    <Stack gap="sm">
      <form onSubmit={ask}>
        <Text fw={600} mb={4}>
          {t("day.title")}
        </Text>
        <Group align="flex-end" gap="sm">
          <DataField
            type="date"
            label={t("day.label")}
            required
            withAsterisk={false}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={answer.isFetching} disabled={wanted === ""}>
            {t("day.ask")}
          </Button>
        </Group>
      </form>
      <div role="status">
        <ErrorNotice problem={answer.error} />
        {answer.data && <Answer answer={answer.data} />}
      </div>
    </Stack>
  );
}

function Answer({ answer }: { answer: AsOf }) {
  return (
    <Stack gap="md">
      {answer.types.map((type) => (
        <TypeAnswer key={type.typeId} type={type} />
      ))}
    </Stack>
  );
}

function TypeAnswer({ type }: { type: AsOf["types"][number] }) {
  const { t } = useTranslation(["consent-evidence", "consent"]);
  return (
    <div>
      <Text fw={600} size="sm" translate="no">
        {type.title}
      </Text>
      {type.uses.map(({ use, answer, reason }) => (
        <Group key={use} gap="xs" my={2}>
          <Text size="sm">{t(`day.${use}`)}</Text>
          <StatusBadge tone={tones[answer]} label={t(`day.${answer}`)} />
          {reason && (
            <Text size="sm" c="dimmed">
              {t(`consent:reasons.${reason.replace("consent.", "")}`)}
            </Text>
          )}
        </Group>
      ))}
      <Text size="sm" c="dimmed" component="div">
        {type.event ? (
          <div>
            {t("day.rests-on")} {t(`consent:events.${type.event.kind}`)}, <DateTime at={type.event.recordedAt} />
          </div>
        ) : (
          <div>{t("day.nothing-yet")}</div>
        )}
        {type.enteredLater && (
          <div>
            {t("day.later")} {t(`consent:events.${type.enteredLater.kind}`)},{" "}
            <DateTime at={type.enteredLater.recordedAt} />
          </div>
        )}
      </Text>
    </div>
  );
}
