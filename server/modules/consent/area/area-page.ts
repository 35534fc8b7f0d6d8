import type { FastifyReply, FastifyRequest } from "fastify";
import type { Language } from "../../../../contracts/languages.ts";
import { type Context, runInOrganisation } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";
import { getOrganisation } from "../../identity/index.ts";
import { acceptedLanguage, sendNeutral, sendPage } from "../pages/page-requests.ts";
import { organisationExists } from "../pages/pages.queries.ts";
import { askForLink } from "./ask-for-link.ts";
import { renderAreaForm, renderAreaSent, sayInArea } from "./render-area.ts";

export interface AreaRequest {
  orgId: string;
  lang: Language | undefined;
  request: FastifyRequest;
  reply: FastifyReply;
}

interface Area {
  organisation: string;
  language: Language;
}

/** Asks for the address. Changes nothing. */
export async function showArea(platform: Platform, input: AreaRequest): Promise<FastifyReply> {
  const area = await inArea(platform, input, async (_, found) => found);
  return send(input, area, { status: 200, isSent: false });
}

/** One answer for everybody: that a link is on its way, if the address is known. */
export async function answerArea(
  platform: Platform,
  input: AreaRequest & { form: [string, string][] | undefined },
): Promise<FastifyReply> {
  const typed = input.form?.find(([name]) => name === "email")?.[1]?.trim() ?? "";
  const isAddress = typed.includes("@") && typed.length <= 320;
  const area = await inArea(platform, input, async (ctx, found) => {
    if (isAddress) await askForLink(ctx, { typed, language: found.language });
    return found;
  });
  return send(input, area, { status: isAddress ? 200 : 422, isSent: isAddress });
}

function inArea(
  platform: Platform,
  input: AreaRequest,
  work: (ctx: Context, area: Area) => Promise<Area>,
): Promise<Area | undefined> {
  const actor = { kind: "system", name: "consent.area" } as const;
  return runInOrganisation(platform, { orgId: input.orgId, actor }, async (ctx) => {
    if (!(await organisationExists(ctx))) return undefined;
    const organisation = await getOrganisation(ctx);
    const language = input.lang ?? acceptedLanguage(input.request) ?? organisation.language;
    return work(ctx, { organisation: organisation.name, language });
  });
}

function send(input: AreaRequest, area: Area | undefined, shown: { status: number; isSent: boolean }): FastifyReply {
  if (!area) return sendNeutral(input.reply, input.lang ?? acceptedLanguage(input.request) ?? "en");
  const { language, organisation } = area;
  const path = `/area/${input.orgId}`;
  const body = shown.isSent
    ? renderAreaSent(area)
    : renderAreaForm({ ...area, action: `${path}?lang=${language}`, isWrong: shown.status !== 200 });
  return sendPage(input.reply, shown.status, {
    language,
    organisation,
    path,
    body,
    title: sayInArea(language)("title"),
  });
}
