import { Checkbox, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MessageListItem } from "../../../contracts/messaging.ts";
import { Banner } from "../../ui/banner.tsx";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { toast } from "../../ui/toast.tsx";
import { resendMessages } from "./message-queries.ts";

interface Props {
  messages: readonly MessageListItem[];
  /** What the banner says; by default how many are chosen. */
  title?: string;
  onDone: () => void;
}

/** I26: one or a selection. Each goes through the gate again; who said no since gets nothing. */
export function ResendSelection({ messages, title, onDone }: Props) {
  const { t } = useTranslation("messaging");
  const cache = useQueryClient();
  const [includesUncertain, setIncludesUncertain] = useState(false);
  if (messages.length === 0) return null;
  const uncertain = messages.filter(({ state }) => state === "uncertain").length;
  const resend = async () => {
    const ids = messages.map(({ messageId }) => messageId);
    const { queued, skipped } = await resendMessages(ids, includesUncertain);
    toast(t("resend.done", { count: queued.length, skipped: skipped.length }));
    await cache.invalidateQueries({ queryKey: ["messages"] });
    onDone();
  };
  return (
    <Banner
      tone="running"
      title={title ?? t("resend.selected", { count: messages.length })}
      action={
        <ConfirmButton
          question={t("resend.question", { count: messages.length })}
          consequence={
            <Stack gap="sm">
              <Text>{t("resend.consequence")}</Text>
              {uncertain > 0 && (
                <Checkbox
                  checked={includesUncertain}
                  onChange={(event) => setIncludesUncertain(event.currentTarget.checked)}
                  label={t("resend.includeUncertain", { count: uncertain })}
                />
              )}
            </Stack>
          }
          confirmLabel={t("resend.confirm")}
          onConfirm={resend}
        >
          {t("resend.button")}
        </ConfirmButton>
      }
    />
  );
}
