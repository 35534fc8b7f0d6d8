import { useTranslation } from "react-i18next";
import type { MessageListItem, MessageState } from "../../../contracts/messaging.ts";
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

/** What came back says more than that it was sent. */
export function MessageOutcomeBadge({ state, returned }: Pick<MessageListItem, "state" | "returned">) {
  const { t } = useTranslation("messaging");
  if (returned && state === "accepted") return <StatusBadge tone="bad" label={t(`returned.${returned}`)} />;
  return <StatusBadge tone={tones[state]} label={t(`states.${state}`)} />;
}
