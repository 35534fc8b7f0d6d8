import type { FastifyReply, FastifyRequest } from "fastify";
import { type Language, languages } from "../../../../contracts/languages.ts";
import type { Html } from "../../../http/html.ts";
import type { Evidence } from "../ledger-rows.rules.ts";
import { pageStyle } from "./page-style.ts";
import { renderNeutral } from "./render-one-click-page.ts";
import { type Frame, renderPage, sayIn } from "./render-page.ts";

/** The first language of the browser's list that we have. */
export function acceptedLanguage(request: FastifyRequest): Language | undefined {
  const codes = (request.headers["accept-language"] ?? "")
    .toLowerCase()
    .split(",")
    .map((part) => part.trim().slice(0, 2));
  return codes.map((code) => languages.find((language) => language === code)).find((found) => found !== undefined);
}

/** The style sheet and the form are ours; nothing else is loaded, run, framed or told where it came from. */
const policy =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export function sendPage(reply: FastifyReply, status: number, frame: Omit<Frame, "styleVersion">): FastifyReply {
  return reply
    .status(status)
    .type("text/html; charset=utf-8")
    .header("cache-control", "no-store")
    .header("referrer-policy", "no-referrer")
    .header("x-robots-tag", "noindex, nofollow")
    .header("x-frame-options", "DENY")
    .header("content-security-policy", policy)
    .send(renderPage({ ...frame, styleVersion: pageStyle().version }));
}

/** Unknown, changed, foreign and useless links: one page, one status, nothing to learn from it. */
export function sendNeutral(reply: FastifyReply, language: Language): FastifyReply {
  const body: Html = renderNeutral(language);
  return sendPage(reply, 404, { language, title: sayIn(language)("neutral.heading"), body });
}

/** Shortened to the household's or company's network. */
export function evidenceOf(request: FastifyRequest): Evidence {
  return { ip: shortenAddress(request.ip), userAgent: request.headers["user-agent"]?.slice(0, 200) };
}

export function shortenAddress(ip: string): string {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/.exec(ip);
  if (v4) return `${v4[1]}.0`;
  const groups = expandIpv6(ip);
  return groups === undefined ? "" : `${groups.slice(0, 3).join(":")}::`;
}

function expandIpv6(ip: string): string[] | undefined {
  const [head = "", tail] = (ip.split("%")[0] ?? "").split("::");
  const before = head === "" ? [] : head.split(":");
  if (tail === undefined) return before.length === 8 ? before : undefined;
  const after = tail === "" ? [] : tail.split(":");
  return [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0"), ...after];
}
