import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CallListItem } from "../../../contracts/consent-calls.ts";
import { StatusBadge } from "../../ui/status-badge.tsx";
import type { Tone } from "../../ui/tones.ts";

const answerTones: Record<CallListItem["answer"], Tone> = {
  allowed: "good",
  "needs-reason": "attention",
  refused: "bad",
};
const outcomeTones = { reached: "good", "no-answer": "quiet", "no-more-calls": "bad" } as const;

/** What was answered and, if somebody entered it, what came of the call. */
export function CallResult({ call }: { call: CallListItem }) {
  const { t } = useTranslation("consent");
  if (call.outcome)
    return <StatusBadge tone={outcomeTones[call.outcome]} label={t(`calls.outcomes.${call.outcome}`)} />;
  return <StatusBadge tone={answerTones[call.answer]} label={t(`calls.answers.${call.answer}`)} />;
}

/** Why it was made, or why it was not. */
export function CallWhy({ call }: { call: CallListItem }) {
  const { t } = useTranslation("consent");
  const refusal = call.refusal ? t(`reasons.${call.refusal.replace("consent.", "")}`) : "";
  const why =
    call.answer === "refused" ? refusal : (call.reason ?? (call.ground ? t(`calls.grounds.${call.ground}`) : refusal));
  return (
    <>
      <span translate={call.reason ? "no" : "yes"}>{why}</span>
      {call.outcomeNote && (
        <Text component="div" size="sm" c="dimmed" translate="no">
          {call.outcomeNote}
        </Text>
      )}
    </>
  );
}
