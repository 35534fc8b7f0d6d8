import type { MessageClass } from "../../../contracts/consent.ts";
import type { MergeValues } from "../../../contracts/template-variables.ts";
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

/** The pages of the person whom this message is for. */
export function linksOf(platform: Platform, message: LinkedMessage): MergeValues {
  const page = `${platform.config.publicUrl}/c/`;
  const preferences = page + token(platform, message, "preferences");
  return {
    preferences_link: preferences,
    unsubscribe_link: preferences,
    consent_link: page + token(platform, message, "consent"),
  };
}

function token(platform: Platform, message: LinkedMessage, purpose: "preferences" | "one-click" | "consent"): string {
  const { orgId, messageId, addressId, typeId } = message;
  return platform.keys.makeLinkToken({ purpose, orgId, messageId, addressId, typeId });
}
