import { z } from "zod";
import { languageSchema } from "../../../contracts/languages.ts";
import {
  contentCheckSchema,
  contentDraft,
  previewInput,
  starterSchema,
  templateChange,
  templateInput,
  templateKindSchema,
  templatePage,
  templateQuery,
  templateSchema,
  variableSchema,
} from "../../../contracts/templates.ts";
import { defineRoute, defineStreamRoute } from "../../http/route.ts";
import { archiveTemplate } from "./archive-template.ts";
import { checkContent } from "./check-content.ts";
import { createTemplate } from "./create-template.ts";
import { describeVariables } from "./describe-variables.ts";
import { duplicateTemplate } from "./duplicate-template.ts";
import { getTemplate } from "./get-template.ts";
import { listTemplates } from "./list-templates.ts";
import { previewDraft } from "./preview-draft.ts";
import { restoreTemplate } from "./restore-template.ts";
import { listStarters } from "./starters/starters.ts";
import { updateTemplate } from "./update-template.ts";
import { useTemplate } from "./use-template.ts";

const templateId = z.object({ templateId: z.uuid() });
/** Room for a text of the longest kind and its JSON escapes. */
const contentBodyLimit = 2_097_152;

export const templateRoutes = [
  defineRoute({
    operationId: "listTemplates",
    method: "GET",
    path: "/templates",
    summary: "Templates, the last saved first",
    policy: "templates.read",
    query: templateQuery,
    response: templatePage,
    handler: (ctx, { query }) => listTemplates(ctx, query),
  }),
  defineRoute({
    operationId: "listTemplateVariables",
    method: "GET",
    path: "/templates/variables",
    summary: "Variables, with their names in four languages and an example",
    policy: "templates.read",
    query: z.object({ kind: templateKindSchema.optional() }),
    response: z.array(variableSchema),
    handler: async (_ctx, { query }) => describeVariables(query.kind),
  }),
  defineRoute({
    operationId: "listTemplateStarters",
    method: "GET",
    path: "/templates/starters",
    summary: "Texts to begin with",
    policy: "templates.read",
    query: z.object({ language: languageSchema.optional() }),
    response: z.array(starterSchema),
    handler: async (_ctx, { query }) => listStarters(query.language),
  }),
  defineRoute({
    operationId: "checkTemplateContent",
    method: "POST",
    path: "/templates/check",
    summary: "What is wrong with an unsaved text, and how it reads with example values",
    policy: "templates.read",
    bodyLimit: contentBodyLimit,
    body: contentDraft,
    response: contentCheckSchema,
    handler: async (_ctx, { body }) => checkContent(body),
  }),
  defineStreamRoute({
    operationId: "previewTemplateContent",
    method: "POST",
    path: "/templates/preview",
    summary: "An unsaved text with example values, as an isolated HTML page",
    policy: "templates.read",
    bodyLimit: contentBodyLimit,
    body: previewInput,
    handler: async (_session, { body, reply }) => {
      const preview = previewDraft(body);
      return reply.headers(preview.headers).send(preview.body);
    },
  }),
  defineRoute({
    operationId: "createTemplate",
    method: "POST",
    path: "/templates",
    summary: "Create a template",
    policy: "templates.write",
    idempotency: "optional",
    status: 201,
    bodyLimit: contentBodyLimit,
    body: templateInput,
    response: templateSchema,
    handler: (ctx, { body }) => createTemplate(ctx, body),
  }),
  defineRoute({
    operationId: "getTemplate",
    method: "GET",
    path: "/templates/:templateId",
    summary: "One template with its current content",
    policy: "templates.read",
    params: templateId,
    response: templateSchema,
    handler: (ctx, { params }) => getTemplate(ctx, params.templateId),
  }),
  defineRoute({
    operationId: "updateTemplate",
    method: "PUT",
    path: "/templates/:templateId",
    summary: "Save a template as a new version",
    policy: "templates.write",
    params: templateId,
    bodyLimit: contentBodyLimit,
    body: templateChange,
    response: templateSchema,
    handler: (ctx, { params, body }) => updateTemplate(ctx, { templateId: params.templateId, change: body }),
  }),
  defineRoute({
    operationId: "duplicateTemplate",
    method: "POST",
    path: "/templates/:templateId/duplicate",
    summary: "Copy a template",
    policy: "templates.write",
    idempotency: "optional",
    status: 201,
    params: templateId,
    response: templateSchema,
    handler: (ctx, { params }) => duplicateTemplate(ctx, params.templateId),
  }),
  defineRoute({
    operationId: "archiveTemplate",
    method: "POST",
    path: "/templates/:templateId/archive",
    summary: "Take a template out of use; nothing that was sent changes",
    policy: "templates.write",
    idempotency: "optional",
    params: templateId,
    response: templateSchema,
    handler: (ctx, { params }) => archiveTemplate(ctx, params.templateId),
  }),
  defineRoute({
    operationId: "restoreTemplate",
    method: "POST",
    path: "/templates/:templateId/restore",
    summary: "Bring an archived template back",
    policy: "templates.write",
    idempotency: "optional",
    params: templateId,
    response: templateSchema,
    handler: (ctx, { params }) => restoreTemplate(ctx, params.templateId),
  }),
  defineRoute({
    operationId: "useTemplate",
    method: "POST",
    path: "/templates/:templateId/use",
    summary: "Make automatic messages of its kind and language from this template",
    policy: "templates.write",
    idempotency: "optional",
    params: templateId,
    response: templateSchema,
    handler: (ctx, { params }) => useTemplate(ctx, params.templateId),
  }),
];
