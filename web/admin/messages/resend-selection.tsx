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
  text?: string;
  onDone: () => void;
}

/** I26: one or a selection. Each goes through the gate again; who said no since gets nothing. */
export function ResendSelection({ messages, title, text, onDone }: Props) {
  const { t } = useTranslation("messaging");
  const cache = useQueryClient();
  const [isUncertainChosen, setUncertainChosen] = useState(false);
  if (messages.length === 0) return null;
  const uncertain = messages.filter(({ state }) => state === "uncertain").length;
  // A question about nothing but uncertain ones asks for these: a box to tick would only send nothing.
  const isOnlyUncertain = uncertain === messages.length;
  const includesUncertain = isOnlyUncertain || isUncertainChosen;
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
      {...(text !== undefined && { text })}
      action={
        <ConfirmButton
          question={t("resend.question", { count: messages.length })}
          consequence={
            <Stack gap="sm">
              <Text>{t("resend.consequence")}</Text>
              {isOnlyUncertain && <Text fw={600}>{t("resend.mayArriveTwice")}</Text>}
              {uncertain > 0 && !isOnlyUncertain && (
                <Checkbox
                  checked={isUncertainChosen}
                  onChange={(event) => setUncertainChosen(event.currentTarget.checked)}
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
