import { useTranslation } from "react-i18next";
import type { ConsentImport, RowOutcome } from "../../../../contracts/consent-exchange.ts";
import { CountList } from "../../../ui/count-list.tsx";
import type { Tone } from "../../../ui/tones.ts";

export const outcomeTones: Record<RowOutcome, Tone> = {
  raise: "good",
  lower: "attention",
  block: "attention",
  remember: "running",
  same: "quiet",
  "kept-no": "bad",
  incomplete: "waiting",
  expired: "waiting",
  unknown: "quiet",
  duplicate: "quiet",
  contradiction: "waiting",
  "not-listed": "quiet",
  unreadable: "bad",
};

/** From which status to which, and why not; each number opens its rows. */
export function Transitions({ list }: { list: ConsentImport }) {
  const { t } = useTranslation(["consent-exchange", "consent"]);
  const to = `/settings/consent-exchange/${list.consentImportId}`;
  const status = (name: string) => t(`consent:statuses.${name}`);
  return (
    <CountList
      label={t("preview.title")}
      counts={list.transitions.map(({ outcome, fromStatus, toStatus, count }) => ({
        label: `${t(`outcomes.${outcome}`)}${fromStatus === null ? "" : ` · ${status(fromStatus)}${toStatus === null ? "" : ` → ${status(toStatus)}`}`}`,
        value: count,
        tone: outcomeTones[outcome],
        to,
        search: { outcome, ...(fromStatus === null ? {} : { fromStatus }) },
      }))}
    />
  );
}
