import { useTranslation } from "react-i18next";
import type { SenderState } from "../../../contracts/senders.ts";
import { StatusBadge } from "../../ui/status-badge.tsx";
import type { Tone } from "../../ui/tones.ts";

const tones: Record<SenderState, Tone> = {
  works: "good",
  "not-tested": "waiting",
  "password-missing": "attention",
  "test-failed": "bad",
  paused: "bad",
  off: "quiet",
  "not-connected": "attention",
};

export function SenderStateBadge({ state }: { state: SenderState }) {
  const { t } = useTranslation("senders");
  return <StatusBadge tone={tones[state]} label={t(`state.${state}`)} />;
}
