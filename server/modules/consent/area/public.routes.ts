import { z } from "zod";
import { languageSchema } from "../../../../contracts/languages.ts";
import { readForm } from "../../../http/form-body.ts";
import { defineOpenRoute } from "../../../http/route.ts";
import { answerArea, showArea } from "./area-page.ts";
import { downloadHistory } from "./download-history.ts";

const ofOrganisation = z.object({ orgId: z.uuid() });
const query = z.object({ lang: languageSchema.optional().catch(undefined) });

export const publicAreaRoutes = [
  defineOpenRoute({
    operationId: "showArea",
    method: "GET",
    prefix: "",
    path: "/area/:orgId",
    summary: "Where a person asks for the link to their own page. Changes nothing",
    policy: "anyone",
    rateLimit: { max: 120, perSeconds: 60 },
    params: ofOrganisation,
    query,
    handler: (platform, input) => showArea(platform, { ...input, orgId: input.params.orgId, lang: input.query.lang }),
  }),
  defineOpenRoute({
    operationId: "askForAreaLink",
    method: "POST",
    prefix: "",
    path: "/area/:orgId",
    summary: "Mails the link to a known address; the same answer for every other one",
    policy: "anyone",
    // Pages without a referrer post without an origin. What is sent goes to the address itself, a few times an hour.
    foreignOrigin: "allowed",
    rateLimit: { max: 20, perSeconds: 600 },
    bodyLimit: 16_384,
    params: ofOrganisation,
    query,
    handler: async (platform, input) =>
      answerArea(platform, {
        ...input,
        orgId: input.params.orgId,
        lang: input.query.lang,
        form: await readForm(input.request),
      }),
  }),
  defineOpenRoute({
    operationId: "downloadOwnHistory",
    method: "GET",
    prefix: "",
    path: "/c/:token/history",
    summary: "The person's own history with its proof, to read (PDF) or to check (JSON). Changes nothing",
    policy: "anyone",
    rateLimit: { max: 30, perSeconds: 60 },
    params: z.object({ token: z.string() }),
    query: query.extend({ format: z.enum(["pdf", "json"]).default("pdf").catch("pdf") }),
    handler: (platform, input) => {
      const { lang, format } = input.query;
      return downloadHistory(platform, { ...input, lang, format, token: input.params.token });
    },
  }),
];
