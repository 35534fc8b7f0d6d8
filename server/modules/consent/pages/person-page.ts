import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Language } from "../../../../contracts/languages.ts";
import { type Context, runInOrganisation } from "../../../platform/context.ts";
import type { LinkSubject } from "../../../platform/keys/keys.ts";
import type { Platform } from "../../../platform/platform.ts";
import { lockAddresses } from "../lock-addresses.ts";
import { answerFromPage, decisions, type PageDecision, type PageOutcome } from "./answer-from-page.ts";
import { ageOfNonce } from "./answer-nonce.rules.ts";
import { issueNonce, readNonce } from "./answer-nonce.ts";
import { acceptedLanguage, evidenceOf, sendNeutral, sendPage } from "./page-requests.ts";
import { type PersonPage, readPersonPage } from "./read-person-page.ts";
import { sayIn } from "./render-page.ts";
import { type PageNotice, renderPersonPage } from "./render-person-page.ts";

export interface PageRequest {
  token: string;
  lang: Language | undefined;
  request: FastifyRequest;
  reply: FastifyReply;
}

interface Shown {
  page: PersonPage;
  status: number;
  outcome?: PageOutcome;
  notice?: PageNotice;
}

export async function showPersonPage(platform: Platform, input: PageRequest): Promise<FastifyReply> {
  const link = readPersonLink(platform, input.token);
  if (!link) return sendNeutral(input.reply, input.lang ?? acceptedLanguage(input.request) ?? "en");
  const page = await asPerson(platform, link, (ctx) => readPersonPage(ctx, link, languagesOf(input)));
  return send(platform, input, page && { page, status: 200 });
}

const personPurposes: readonly string[] = ["consent", "preferences", "area"];

/** Undefined for links of other purposes: what may only withdraw opens no page that can give. */
export function readPersonLink(platform: Platform, token: string): LinkSubject | undefined {
  const link = platform.keys.readLinkToken(token);
  return link && personPurposes.includes(link.purpose) ? link : undefined;
}

export function asPerson<Result>(
  platform: Platform,
  { orgId, addressId }: Pick<LinkSubject, "orgId" | "addressId">,
  work: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  const actor = { kind: "person", addressId } as const;
  // The few statements of these pages, said again and again: planning them takes longer than answering.
  return runInOrganisation(platform, { orgId, actor, isPipelined: true }, work);
}

export function languagesOf(input: PageRequest) {
  return { language: input.lang, accepted: acceptedLanguage(input.request) };
}

function send(platform: Platform, input: PageRequest, shown: Shown | undefined): FastifyReply {
  if (!shown) return sendNeutral(input.reply, input.lang ?? acceptedLanguage(input.request) ?? "en");
  const { page, status, outcome, notice } = shown;
  const { language, organisation } = page;
  const path = `/c/${input.token}`;
  const nonce = issueNonce(platform.keys, input.token, page.now);
  const body = renderPersonPage({ page, nonce, action: `${path}?lang=${language}`, outcome, notice });
  return sendPage(input.reply, status, { language, organisation, path, body, title: sayIn(language)("title") });
}

const answerSchema = z.object({
  decision: z.enum(decisions),
  nonce: z.string().max(200),
  type: z.uuid().nullable().default(null),
});

export async function answerPersonPage(
  platform: Platform,
  input: PageRequest & { form: [string, string][] | undefined },
): Promise<FastifyReply> {
  const link = readPersonLink(platform, input.token);
  if (!link) return sendNeutral(input.reply, input.lang ?? acceptedLanguage(input.request) ?? "en");
  const given = readAnswer(input.form);
  const issuedAt = given && readNonce(platform.keys, input.token, given.nonce);
  const shown = await asPerson(platform, link, async (ctx): Promise<Shown | undefined> => {
    if (!given || issuedAt === undefined) return unanswered(ctx, link, input);
    // Before it is read: two windows that answer at once see each other's answer.
    await lockAddresses(ctx, [link.addressId], "update");
    const page = await readPersonPage(ctx, link, languagesOf(input));
    return page && answer(ctx, { page, given, issuedAt, link, input });
  });
  return send(platform, input, shown?.outcome ? await shownAfter(platform, link, { ...input, shown }) : shown);
}

/** Read anew when it is done: in its own transaction it would hold up everybody else who has something to say. */
async function shownAfter(
  platform: Platform,
  link: LinkSubject,
  { shown, ...input }: PageRequest & { shown: Shown },
): Promise<Shown | undefined> {
  const wanted = { ...languagesOf(input), language: shown.page.language };
  const page = await asPerson(platform, link, (ctx) => readPersonPage(ctx, link, wanted));
  return page && { ...shown, page };
}

/** Each field once: a form that says two things says nothing. */
function readAnswer(form: [string, string][] | undefined): z.output<typeof answerSchema> | undefined {
  if (!form || new Set(form.map(([name]) => name)).size !== form.length) return undefined;
  const parsed = answerSchema.safeParse(Object.fromEntries(form));
  return parsed.success ? parsed.data : undefined;
}

async function unanswered(ctx: Context, link: LinkSubject, input: PageRequest): Promise<Shown | undefined> {
  const page = await readPersonPage(ctx, link, languagesOf(input));
  return page && { page, status: 400, notice: "no-decision" };
}

interface Answering {
  page: PersonPage;
  given: z.output<typeof answerSchema>;
  issuedAt: number;
  link: LinkSubject;
  input: PageRequest;
}

async function answer(ctx: Context, { page, given, issuedAt, link, input }: Answering): Promise<Shown | undefined> {
  const age = ageOfNonce(issuedAt, page.now);
  if (age !== "fresh") return { page, status: 409, notice: age };
  const decision: PageDecision = given.decision;
  const outcome = await answerFromPage(ctx, page, {
    link,
    decision,
    typeId: given.type,
    nonce: given.nonce,
    evidence: evidenceOf(input.request),
  });
  // A yes with a link that is too old for it, or for a type of somebody else: as good as no link.
  if (outcome.kind === "not-allowed") return undefined;
  return { page, status: 200, outcome };
}
