import { useTranslation } from "react-i18next";
import type { CampaignState } from "../../../contracts/campaigns.ts";
import { StatusBadge } from "../../ui/status-badge.tsx";
import type { Tone } from "../../ui/tones.ts";

const tones: Record<CampaignState, Tone> = {
  draft: "quiet",
  validated: "quiet",
  scheduled: "waiting",
  overdue: "attention",
  running: "running",
  paused: "waiting",
  cancelled: "bad",
  ended: "good",
  "partly-failed": "attention",
};

export function CampaignStatus({ state }: { state: CampaignState }) {
  const { t } = useTranslation("campaigns");
  return <StatusBadge tone={tones[state]} label={t(`states.${state}`)} />;
}
