import { createPrivateKey, type KeyObject } from "node:crypto";
import type { DkimKey } from "../../channels/email-smtp/index.ts";
import type { Context } from "../../platform/context.ts";
import { maySignFor } from "./dkim-record.rules.ts";

const parsed = new Map<string, KeyObject>();

/** The platform's sender has its key in the configuration. */
export function readPlatformSigningKey(ctx: Context, fromAddress: string): DkimKey | null {
  const { platformDkim } = ctx.platform.config;
  if (!platformDkim || !maySignFor(platformDkim.domain, fromAddress)) return null;
  const privateKey = parsed.get(platformDkim.privateKeyPem) ?? createPrivateKey(platformDkim.privateKeyPem);
  parsed.set(platformDkim.privateKeyPem, privateKey);
  return { domain: platformDkim.domain, selector: platformDkim.selector, privateKey };
}
