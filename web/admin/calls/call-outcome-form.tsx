import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CallCheck, CallOutcome } from "../../../contracts/consent-calls.ts";
import { ConfirmDialog } from "../../ui/confirm-button.tsx";
import { DataField } from "../../ui/data-field.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { recordOutcome, refreshCalls } from "./call-queries.ts";

interface Props {
  check: CallCheck;
  /** The call was begun here: what came of it is the next thing to say. */
  isAsked: boolean;
  onEnded?: (() => void) | undefined;
}

/** What came of the call. "Do not call again" is a withdrawal, and final for staff: it asks once more. */
export function CallOutcomeForm({ check, isAsked, onEnded }: Props) {
  const { t } = useTranslation("consent");
  const queryClient = useQueryClient();
  const [note, setNote] = useState("");
  const [isEnding, setEnding] = useState(false);
  const record = useMutation({
    mutationFn: (outcome: CallOutcome) => recordOutcome(check.callCheckId, outcome, note),
    onSuccess: async () => {
      onEnded?.();
      await refreshCalls(queryClient);
    },
  });
  if (record.data?.outcome) {
    return <Text fw={600}>{t(`calls.outcomes-saved.${record.data.outcome}`)}</Text>;
  }
  return (
    <Stack gap="sm">
      <Text fw={600}>{t(isAsked ? "calls.outcome-question" : "calls.outcome-later")}</Text>
      <DataField
        label={t("calls.outcome-note")}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <ErrorNotice problem={record.error} />
      <Group gap="sm">
        {(["reached", "no-answer"] as const).map((outcome) => (
          <Button
            key={outcome}
            variant="default"
            loading={record.isPending && record.variables === outcome}
            onClick={() => record.mutate(outcome)}
          >
            {t(`calls.outcomes.${outcome}`)}
          </Button>
        ))}
        <Button variant="default" c="red.9" onClick={() => setEnding(true)}>
          {t("calls.outcomes.no-more-calls")}
        </Button>
      </Group>
      <ConfirmDialog
        isOpen={isEnding}
        onClose={() => setEnding(false)}
        question={t("calls.end-question")}
        consequence={t("calls.end-consequence")}
        confirmLabel={t("calls.outcomes.no-more-calls")}
        isDangerous
        onConfirm={() => record.mutateAsync("no-more-calls")}
      />
    </Stack>
  );
}
