import {
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconClock,
  IconHourglassEmpty,
  IconX,
  type TablerIcon,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ConsentStatus } from "../../../contracts/consent.ts";
import { StatusBadge } from "../../ui/status-badge.tsx";
import type { Tone } from "../../ui/tones.ts";

/** A shape of its own for each, so that colour is never needed. */
export const consentLooks: Record<ConsentStatus, { tone: Tone; icon: TablerIcon }> = {
  accepted: { tone: "good", icon: IconCircleCheck },
  pending: { tone: "waiting", icon: IconClock },
  "not-asked": { tone: "quiet", icon: IconCircleDashed },
  expired: { tone: "attention", icon: IconHourglassEmpty },
  refused: { tone: "bad", icon: IconX },
  withdrawn: { tone: "bad", icon: IconBan },
};

export function ConsentBadge({ status }: { status: ConsentStatus }) {
  const { t } = useTranslation("consent");
  return <StatusBadge {...consentLooks[status]} label={t(`statuses.${status}`)} />;
}
