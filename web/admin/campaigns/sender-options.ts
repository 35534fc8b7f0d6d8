import type { TFunction } from "i18next";
import type { Sender } from "../../../contracts/senders.ts";

/** Mailboxes by the name that people gave them, and the installation's own. */
export function senderOptions(
  senders: readonly Sender[],
  t: TFunction<"campaigns">,
): { value: string; label: string }[] {
  return senders
    .filter((sender) => sender.isEnabled)
    .map((sender) => ({
      value: sender.senderId,
      label: sender.kind === "platform" ? t("write.senderPlatform") : nameOf(sender),
    }));
}

function nameOf({ displayName, fromAddress }: Sender): string {
  return fromAddress ? `${displayName} <${fromAddress}>` : displayName;
}
