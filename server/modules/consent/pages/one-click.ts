import type { FastifyReply } from "fastify";
import type { Context } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";
import { getOrganisation } from "../../identity/index.ts";
import { listTypeRows } from "../types.queries.ts";
import { withdrawConsent } from "../withdraw-consent.ts";
import { acceptedLanguage, evidenceOf, sendNeutral, sendPage } from "./page-requests.ts";
import { organisationExists } from "./pages.queries.ts";
import { asPerson, languagesOf, type PageRequest } from "./person-page.ts";
import { type PersonPage, readPersonPage } from "./read-person-page.ts";
import { renderOneClickConfirm, renderOneClickDone } from "./render-one-click-page.ts";
import { sayIn } from "./render-page.ts";

export async function showOneClick(platform: Platform, input: PageRequest, status = 200): Promise<FastifyReply> {
  const link = readOneClickLink(platform, input.token);
  const page = link && (await asPerson(platform, link, (ctx) => readPersonPage(ctx, link, languagesOf(input))));
  if (!link || !page) return neutral(input);
  const { language, organisation, address } = page;
  const path = `/u/${input.token}`;
  const title = titleOf(page, link.typeId);
  const body = renderOneClickConfirm({ language, organisation, address, title, action: `${path}?lang=${language}` });
  return sendPage(input.reply, status, {
    language,
    organisation,
    path,
    body,
    title: sayIn(language)("one-click.heading"),
  });
}

/**
 * RFC 8058: exactly this one field, from a mail program or from the confirming page; no cookie, no redirect, the same
 * answer the second time. It works for addresses that the organisation has no contact for any more, too.
 */
export async function answerOneClick(
  platform: Platform,
  input: PageRequest & { form: [string, string][] | undefined },
): Promise<FastifyReply> {
  const link = readOneClickLink(platform, input.token);
  if (!link) return neutral(input);
  const [field, ...others] = input.form ?? [];
  const isOneClick = others.length === 0 && field?.[0] === "List-Unsubscribe" && field[1] === "One-Click";
  if (!isOneClick) return showOneClick(platform, input, 400);
  const { addressId, messageId } = link;
  const done = await asPerson(platform, link, async (ctx) => {
    if (!(await organisationExists(ctx))) return undefined;
    // Read before: who says no holds up everybody else who has something to say.
    const organisation = await getOrganisation(ctx);
    const page = await readPersonPage(ctx, link, languagesOf(input));
    const typeId = await typeOf(ctx, link.typeId);
    await withdrawConsent(ctx, {
      addressId,
      messageId,
      typeId,
      source: "one-click",
      evidence: evidenceOf(input.request),
    });
    return { organisation: organisation.name, language: page?.language ?? input.lang ?? organisation.language };
  });
  if (!done) return neutral(input);
  const { organisation, language } = done;
  const body = renderOneClickDone(language, organisation);
  return sendPage(input.reply, 200, { language, organisation, body, title: sayIn(language)("one-click.done") });
}

function readOneClickLink(platform: Platform, token: string) {
  const link = platform.keys.readLinkToken(token);
  return link?.purpose === "one-click" ? link : undefined;
}

/** A message without a type, or of one that is no more: the no is for everything. */
async function typeOf(ctx: Context, typeId: string | null): Promise<string | null> {
  const known = (await listTypeRows(ctx)).some((row) => row.typeId === typeId);
  return known ? typeId : null;
}

function titleOf(page: PersonPage, typeId: string | null): string {
  const titles = page.types.filter((type) => typeId === null || type.typeId === typeId).map((type) => type.title);
  return titles.join(", ");
}

function neutral(input: PageRequest): FastifyReply {
  return sendNeutral(input.reply, input.lang ?? acceptedLanguage(input.request) ?? "en");
}
