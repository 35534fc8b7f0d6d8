import { Radio, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ConsentCheck } from "../../../contracts/consent.ts";
import { Banner } from "../../ui/banner.tsx";
import { DataField } from "../../ui/data-field.tsx";
import { contactReasonsQuery } from "./message-queries.ts";

export interface StatedReason {
  reasonId: string | null;
  text: string;
}

interface Props {
  check: ConsentCheck;
  reason: StatedReason | undefined;
  onChange: (reason: StatedReason | undefined) => void;
}

/** V19, D2, D17: what the gate says, and the reason for contact where one is asked for. */
export function ReasonPrompt({ check, reason, onChange }: Props) {
  const { t } = useTranslation("messaging");
  const reasonWords = check.reason ? t(`reasons.${check.reason.replace(".", "-")}`) : "";
  if (!check.isAllowed && !check.mayStateReason) {
    return <Banner tone="bad" title={t("write.blocked")} text={reasonWords} isAlert />;
  }
  return (
    <Stack gap="sm">
      {check.isAllowed ? (
        <Banner tone="good" title={t("write.allowed")} />
      ) : (
        <Banner tone="attention" title={reasonWords} text={t("write.needsReason")} />
      )}
      {check.mustAskReason && <ReasonChoice reason={reason} onChange={onChange} />}
    </Stack>
  );
}

const ownWords = "own-words";

/** One of the organisation's reasons, or one's own words. */
export function ReasonChoice({ reason, onChange }: Omit<Props, "check">) {
  const { t } = useTranslation("messaging");
  const reasons = useQuery(contactReasonsQuery).data?.items.filter(({ isArchived }) => !isArchived) ?? [];
  const choose = (value: string) => {
    const chosen = reasons.find(({ reasonId }) => reasonId === value);
    onChange(chosen ? { reasonId: chosen.reasonId, text: chosen.text } : { reasonId: null, text: "" });
  };
  const isOwn = reason !== undefined && reason.reasonId === null;
  return (
    <Stack gap="sm">
      <Radio.Group label={t("write.reason")} value={isOwn ? ownWords : (reason?.reasonId ?? null)} onChange={choose}>
        <Stack gap="xs" mt="xs">
          {reasons.map(({ reasonId, text }) => (
            <Radio key={reasonId} value={reasonId} label={text} translate="no" />
          ))}
          <Radio value={ownWords} label={t("write.ownWords")} />
        </Stack>
      </Radio.Group>
      {isOwn && (
        <DataField
          label={t("write.reasonText")}
          required
          maxLength={500}
          value={reason.text}
          onChange={(event) => onChange({ reasonId: null, text: event.currentTarget.value })}
        />
      )}
    </Stack>
  );
}
