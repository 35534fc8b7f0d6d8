import type { MessageClass } from "../../../contracts/consent.ts";
import type { Language } from "../../../contracts/languages.ts";
import type { MergeValues } from "../../../contracts/template-variables.ts";
import type { Context } from "../../platform/context.ts";
import { phrase } from "../../platform/phrases.ts";
import type { Platform } from "../../platform/platform.ts";
import {
  type CompiledContent,
  compileContent,
  getContentVersion,
  type RenderedContent,
  renderContent,
} from "../templates/index.ts";

export interface MessageToRender {
  orgId: string;
  messageId: string;
  addressId: string;
  messageClass: MessageClass;
  typeId: string | null;
  mergeValues: MergeValues;
  isSecondCopy: boolean;
}

export interface KnownContent {
  compiled: CompiledContent;
  language: Language;
}

const mostKnown = 200;
const known = new WeakMap<Platform, Map<string, KnownContent>>();

/** Content versions never change, so each is read and compiled once per process. */
export async function getCompiledContent(ctx: Context, contentVersionId: string): Promise<KnownContent> {
  const cached = findCompiledContent(ctx.platform, ctx.orgId, contentVersionId);
  if (cached) return cached;
  const version = await getContentVersion(ctx, contentVersionId);
  const content = { compiled: compileContent(version), language: version.language };
  const cache = cacheOf(ctx.platform);
  if (cache.size >= mostKnown) cache.delete(cache.keys().next().value ?? "");
  cache.set(`${ctx.orgId} ${contentVersionId}`, content);
  return content;
}

/** Without a transaction, for the dispatcher, which asks once per message. */
export function findCompiledContent(
  platform: Platform,
  orgId: string,
  contentVersionId: string,
): KnownContent | undefined {
  return cacheOf(platform).get(`${orgId} ${contentVersionId}`);
}

function cacheOf(platform: Platform): Map<string, KnownContent> {
  const cache = known.get(platform) ?? new Map<string, KnownContent>();
  known.set(platform, cache);
  return cache;
}

/** The same for sending and for the history: nothing but the row, its content version and our keys goes in. */
export function renderMessage(platform: Platform, content: KnownContent, message: MessageToRender): RenderedContent {
  const rendered = renderContent(content.compiled, { ...message.mergeValues, ...linksOf(platform, message) });
  return message.isSecondCopy ? markAsSecondCopy(content.language, rendered) : rendered;
}

/** RFC 8058: only for what is sent in bulk, and only where there is a type to withdraw from. */
export function oneClickUrl(platform: Platform, message: MessageToRender): string | undefined {
  const isBulk = message.messageClass === "marketing" || message.messageClass === "consent-request";
  if (!isBulk || message.typeId === null) return undefined;
  return `${platform.config.publicUrl}/u/${token(platform, message, "one-click")}`;
}

function linksOf(platform: Platform, message: MessageToRender): MergeValues {
  const page = `${platform.config.publicUrl}/c/`;
  const preferences = page + token(platform, message, "preferences");
  return {
    preferences_link: preferences,
    unsubscribe_link: preferences,
    consent_link: page + token(platform, message, "consent"),
  };
}

function token(platform: Platform, message: MessageToRender, purpose: "preferences" | "one-click" | "consent"): string {
  const { orgId, messageId, addressId, typeId } = message;
  return platform.keys.makeLinkToken({ purpose, orgId, messageId, addressId, typeId });
}

function markAsSecondCopy(language: Language, rendered: RenderedContent): RenderedContent {
  const note = phrase(language, "messaging:second-copy");
  return {
    subject: rendered.subject,
    html: `<p><small>${note}</small></p>${rendered.html}`,
    text: `${note}\n\n${rendered.text}`,
  };
}
