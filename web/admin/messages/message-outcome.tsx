import { useTranslation } from "react-i18next";
import type { MessageState } from "../../../contracts/messaging.ts";
import { StatusBadge } from "../../ui/status-badge.tsx";
import type { Tone } from "../../ui/tones.ts";

const tones: Record<MessageState, Tone> = {
  queued: "waiting",
  claimed: "waiting",
  "handing-over": "running",
  accepted: "good",
  failed: "bad",
  uncertain: "attention",
  stopped: "quiet",
  abandoned: "quiet",
};

export function MessageOutcomeBadge({ state }: { state: MessageState }) {
  const { t } = useTranslation("messaging");
  return <StatusBadge tone={tones[state]} label={t(`states.${state}`)} />;
}
