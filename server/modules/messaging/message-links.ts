import type { MessageClass } from "../../../contracts/consent.ts";
import type { MergeValues } from "../../../contracts/template-variables.ts";
import type { LinkPurpose } from "../../platform/keys/keys.ts";
import type { Platform } from "../../platform/platform.ts";

export interface LinkedMessage {
  orgId: string;
  messageId: string;
  addressId: string;
  messageClass: MessageClass;
  typeId: string | null;
}

/** RFC 8058: only for what is sent in bulk, and only where there is a type to withdraw from. */
export function oneClickUrl(platform: Platform, message: LinkedMessage): string | undefined {
  const isBulk = message.messageClass === "marketing" || message.messageClass === "consent-request";
  if (!isBulk || message.typeId === null) return undefined;
  return `${platform.config.publicUrl}/u/${token(platform, message, "one-click")}`;
}

/** The pages of the person whom this message is for; only those that its text names, since each costs a signature. */
export function linksOf(platform: Platform, message: LinkedMessage, named: readonly string[]): MergeValues {
  const links: Record<string, string> = {};
  for (const key of named) {
    const purpose = linkPurposes[key];
    if (purpose) links[key] = `${platform.config.publicUrl}/c/${token(platform, message, purpose)}`;
  }
  return links;
}

/** Nothing for whoever has not agreed to be recognised: then no link of the message says who reads it. */
export function readerOf(
  platform: Platform,
  message: LinkedMessage & { mergeValues: MergeValues },
  named: readonly string[],
): MergeValues {
  if (!named.includes("tracking_reader") || message.mergeValues.tracked !== "1") return {};
  return { tracking_reader: token(platform, message, "reader") };
}

/** For whoever looks at a message that was sent: the page of the person is for the person alone, who can lift a no there; and whoever looks opens nothing. */
export function withoutPersonLinks(platform: Platform, text: string): string {
  const start = `${platform.config.publicUrl}/`;
  return text
    .replace(/<img [^>]*?src="([^"]+)"[^>]*>/g, (picture, from: string) =>
      from.startsWith(`${start}o/`) ? "" : picture,
    )
    .split(start)
    .map((part, index) => (index === 0 ? part : part.replace(/^([cu]\/|[ot]\/[\w-]{60,}\/)[\w-]{60,}/, "$1…")))
    .join(start);
}

const linkPurposes: Record<string, "preferences" | "consent" | "area"> = {
  preferences_link: "preferences",
  unsubscribe_link: "preferences",
  consent_link: "consent",
  area_link: "area",
};

function token(platform: Platform, message: LinkedMessage, purpose: LinkPurpose): string {
  const { orgId, messageId, addressId, typeId } = message;
  return platform.keys.makeLinkToken({ purpose, orgId, messageId, addressId, typeId });
}
