import { z } from "zod";
import { languageSchema } from "../../../contracts/languages.ts";
import { readForm } from "../../http/form-body.ts";
import { defineOpenRoute } from "../../http/route.ts";
import { answerOneClick, showOneClick } from "./pages/one-click.ts";
import { pageStyle } from "./pages/page-style.ts";
import { answerPersonPage, showPersonPage } from "./pages/person-page.ts";

const params = z.object({ token: z.string() });
const query = z.object({ lang: languageSchema.optional().catch(undefined) });
/** Far above any person, whatever network they share; a no by one click has no limit at all. */
const flood = { max: 300, perSeconds: 60 };

export const publicConsentRoutes = [
  defineOpenRoute({
    operationId: "showPersonPage",
    method: "GET",
    prefix: "",
    path: "/c/:token",
    summary: "The person's own page: who asks, for what, since when. Changes nothing",
    policy: "anyone",
    rateLimit: flood,
    params,
    query,
    handler: (platform, input) =>
      showPersonPage(platform, { ...input, token: input.params.token, lang: input.query.lang }),
  }),
  defineOpenRoute({
    operationId: "answerPersonPage",
    method: "POST",
    prefix: "",
    path: "/c/:token",
    summary: "What the person decided on that page",
    policy: "anyone",
    // Pages without a referrer post without an origin; the nonce of the page is the proof that it was opened.
    foreignOrigin: "allowed",
    rateLimit: flood,
    bodyLimit: 65_536,
    params,
    query,
    handler: async (platform, input) =>
      answerPersonPage(platform, {
        ...input,
        token: input.params.token,
        lang: input.query.lang,
        form: await readForm(input.request),
      }),
  }),
  defineOpenRoute({
    operationId: "showOneClick",
    method: "GET",
    prefix: "",
    path: "/u/:token",
    summary: "Asks a person who followed the one-click address to confirm. Changes nothing",
    policy: "anyone",
    rateLimit: flood,
    params,
    query,
    handler: (platform, input) =>
      showOneClick(platform, { ...input, token: input.params.token, lang: input.query.lang }),
  }),
  defineOpenRoute({
    operationId: "answerOneClick",
    method: "POST",
    prefix: "",
    path: "/u/:token",
    summary: "One-click unsubscribe (RFC 8058): withdraws, and can do nothing else",
    policy: "anyone",
    foreignOrigin: "allowed",
    bodyLimit: 65_536,
    params,
    query,
    handler: async (platform, input) =>
      answerOneClick(platform, {
        ...input,
        token: input.params.token,
        lang: input.query.lang,
        form: await readForm(input.request),
      }),
  }),
  defineOpenRoute({
    operationId: "getPortalStyle",
    method: "GET",
    prefix: "",
    path: "/portal/portal.css",
    summary: "The style sheet of the person's pages",
    policy: "anyone",
    handler: async (_, { reply }) =>
      reply.type("text/css; charset=utf-8").header("cache-control", "public, max-age=86400").send(pageStyle().text),
  }),
];
