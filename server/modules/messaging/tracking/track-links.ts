import type { Context } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import { findTracking } from "../../consent/index.ts";
import { findStaticLinks, rewriteLinks } from "./rewrite-links.rules.ts";
import { insertLinks } from "./tracking.queries.ts";

/**
 * The text of a launch with links that count, once for all its messages; unchanged while the organisation counts nothing.
 * What stands in place of `%tracking_reader%` is empty for everybody who has not agreed to be recognised.
 */
export async function trackLinks(ctx: Context, { batchId, html }: { batchId: string; html: string }): Promise<string> {
  if (!(await findTracking(ctx))) return html;
  const { publicUrl } = ctx.platform.config;
  const links = findStaticLinks(html).filter(({ url }) => !url.startsWith(`${publicUrl}/`));
  const rows = [{ url: `${publicUrl}/` }, ...links].map(({ url }, position) => ({
    linkId: newId(),
    batchId,
    position,
    url,
  }));
  await insertLinks(ctx, rows);
  return rewriteLinks(html, links, (position) => {
    const token = ctx.platform.keys.makeLinkToken({
      purpose: "tracked-link",
      orgId: ctx.orgId,
      messageId: rows[position]?.linkId ?? "",
      addressId: batchId,
      typeId: null,
    });
    return `${publicUrl}/${position === 0 ? "o" : "t"}/${token}/%tracking_reader|0%`;
  });
}
