import type { Context } from "../../platform/context.ts";
import { getOrganisation } from "../identity/index.ts";
import { readPlatformSender } from "./platform-sender.rules.ts";

/** A demonstration always has one: the built-in mailbox. */
export async function isPlatformConnected(ctx: Context): Promise<boolean> {
  if (readPlatformSender(ctx.platform.config.platformSmtpUrl)) return true;
  return (await getOrganisation(ctx)).isDemonstration;
}
