import PostalMime from "postal-mime";
import type { Context } from "../../../platform/context.ts";
import { getDemoMail } from "./get-demo-mail.ts";

/**
 * The message as a page of its own, for a frame. Links open in a new tab that knows nothing of this one: of two equal
 * attributes a browser takes the first, so ours stand first.
 */
export async function readDemoMailBody(ctx: Context, mailId: string): Promise<string> {
  const { raw } = await getDemoMail(ctx, mailId);
  const { html = "" } = await PostalMime.parse(raw);
  const links = html.replace(/<(a|area)(?=[\s/>])/gi, '<$1 target="_blank" rel="noopener noreferrer"');
  return `<!doctype html><meta charset="utf-8"><base target="_blank">${links}`;
}
