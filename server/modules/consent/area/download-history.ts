import type { FastifyReply } from "fastify";
import type { Platform } from "../../../platform/platform.ts";
import { makeEvidence } from "../evidence/make-evidence.ts";
import { renderEvidencePdf } from "../evidence/render-evidence-pdf.ts";
import { acceptedLanguage, sendNeutral } from "../pages/page-requests.ts";
import { asPerson, languagesOf, type PageRequest, readPersonLink } from "../pages/person-page.ts";
import { readPersonPage } from "../pages/read-person-page.ts";

/** What the organisation can show about this person, in their own hands. It names no member of staff. */
export async function downloadHistory(
  platform: Platform,
  input: PageRequest & { format: "pdf" | "json" },
): Promise<FastifyReply> {
  const link = readPersonLink(platform, input.token);
  const pack =
    link &&
    (await asPerson(platform, link, async (ctx) => {
      const page = await readPersonPage(ctx, link, languagesOf(input));
      if (!page || page.history.length === 0) return undefined;
      return makeEvidence(ctx, { addressId: link.addressId, reader: { language: page.language } });
    }));
  if (!pack) return sendNeutral(input.reply, input.lang ?? acceptedLanguage(input.request) ?? "en");
  const isPdf = input.format === "pdf";
  const { evidence, seal } = pack;
  return input.reply
    .type(isPdf ? "application/pdf" : "application/json; charset=utf-8")
    .header("content-disposition", `attachment; filename="consent-history.${input.format}"`)
    .header("cache-control", "no-store")
    .header("referrer-policy", "no-referrer")
    .header("x-robots-tag", "noindex, nofollow")
    .send(isPdf ? await renderEvidencePdf(pack) : JSON.stringify({ evidence, seal }, null, 2));
}
