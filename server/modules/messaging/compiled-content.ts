import type { Language } from "../../../contracts/languages.ts";
import type { Context } from "../../platform/context.ts";
import type { Platform } from "../../platform/platform.ts";
import { type CompiledContent, compileContent, getContentVersion } from "../templates/index.ts";

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
