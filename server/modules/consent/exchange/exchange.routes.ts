import { z } from "zod";
import { nothing } from "../../../../contracts/common.ts";
import {
  changeConsentImportBody,
  consentImportRowsQuery,
  consentImportRowsSchema,
  consentImportSchema,
  consentImportsSchema,
  suppressionFormats,
} from "../../../../contracts/consent-exchange.ts";
import { defineRoute, defineStreamRoute } from "../../../http/route.ts";
import { refuse } from "../../../platform/errors.ts";
import { streamLines } from "../stream-lines.ts";
import { countRemembered } from "./count-remembered.ts";
import { exportConsents } from "./export-consents.ts";
import { exportSuppressions } from "./export-suppressions.ts";
import { getConsentImport } from "./get-consent-import.ts";
import { receiveList } from "./receive-list.ts";
import { consentImports } from "./steer-import.ts";

const ofImport = z.object({ consentImportId: z.uuid() });

const importRoutes = [
  defineRoute({
    operationId: "listConsentImports",
    method: "GET",
    path: "/consent-imports",
    summary: "The lists of consents and noes that were imported, the newest first",
    policy: "contacts.import",
    response: consentImportsSchema,
    handler: (ctx) => consentImports.list(ctx),
  }),
  defineStreamRoute({
    operationId: "uploadConsentImport",
    method: "POST",
    path: "/consent-imports",
    summary:
      "Upload a list of consents or of people who get nothing (multipart/form-data, field `file`, at most 50 MiB)",
    policy: "contacts.import",
    response: consentImportSchema,
    status: 201,
    handler: async (session, { request, reply }) => {
      const part = request.isMultipart() ? await request.file({ throwFileSizeLimit: false }) : undefined;
      if (!part) throw refuse("consent.list-empty", { field: "file" });
      const file = { name: part.filename, stream: part.file, isCut: () => part.file.truncated };
      return reply.status(201).send(await receiveList(session.run, file));
    },
  }),
  defineRoute({
    operationId: "getConsentImport",
    method: "GET",
    path: "/consent-imports/:consentImportId",
    summary: "One list: what it would do or did, counted by transition",
    policy: "contacts.import",
    params: ofImport,
    response: consentImportSchema,
    handler: (ctx, { params }) => getConsentImport(ctx, params.consentImportId),
  }),
  defineRoute({
    operationId: "changeConsentImport",
    method: "PATCH",
    path: "/consent-imports/:consentImportId",
    summary: "Which type is meant by rows that name none; works out the preview anew",
    policy: "contacts.import",
    params: ofImport,
    body: changeConsentImportBody,
    response: consentImportSchema,
    handler: (ctx, { params, body }) => consentImports.change(ctx, params.consentImportId, body),
  }),
  defineRoute({
    operationId: "discardConsentImport",
    method: "DELETE",
    path: "/consent-imports/:consentImportId",
    summary: "Throw a list away that has not run",
    policy: "contacts.import",
    params: ofImport,
    response: nothing,
    handler: async (ctx, { params }) => {
      await consentImports.discard(ctx, params.consentImportId);
      return {};
    },
  }),
  defineRoute({
    operationId: "listConsentImportRows",
    method: "GET",
    path: "/consent-imports/:consentImportId/rows",
    summary: "The rows of a list, of all transitions or of one",
    policy: "contacts.import",
    params: ofImport,
    query: consentImportRowsQuery,
    response: consentImportRowsSchema,
    handler: (ctx, { params, query }) => consentImports.listRows(ctx, params.consentImportId, query),
  }),
  defineRoute({
    operationId: "startConsentImport",
    method: "POST",
    path: "/consent-imports/:consentImportId/start",
    summary: "Do what the preview shows; never lifts a no",
    policy: "contacts.import",
    idempotency: "required",
    params: ofImport,
    response: consentImportSchema,
    status: 202,
    handler: (ctx, { params }) => consentImports.start(ctx, params.consentImportId),
  }),
  defineRoute({
    operationId: "undoConsentImport",
    method: "POST",
    path: "/consent-imports/:consentImportId/undo",
    summary: "Take back the consents that it raised; noes that came in stay",
    policy: "contacts.import",
    idempotency: "required",
    params: ofImport,
    response: consentImportSchema,
    status: 202,
    handler: (ctx, { params }) => consentImports.undo(ctx, params.consentImportId),
  }),
];

const exportRoutes = [
  defineStreamRoute({
    operationId: "exportConsents",
    method: "GET",
    path: "/consent-export",
    summary: "Everybody's current consents, or everything that happened, as CSV or JSON",
    policy: "contacts.export",
    query: z.object({
      what: z.enum(["current", "history"]).default("current"),
      format: z.enum(["csv", "json"]).default("csv"),
    }),
    handler: (session, { query, reply }) => {
      void reply
        .type(query.format === "csv" ? "text/csv; charset=utf-8" : "application/json; charset=utf-8")
        .header("content-disposition", `attachment; filename="consents-${query.what}.${query.format}"`)
        .header("cache-control", "no-store");
      return Promise.resolve(reply.send(streamLines(session, (ctx) => exportConsents(ctx, query))));
    },
  }),
  defineStreamRoute({
    operationId: "exportSuppressions",
    method: "GET",
    path: "/suppression-list",
    summary:
      "E-mail addresses that must get no mailing, as Brevo, Mailjet, listmonk or Mautic read them, or one a line",
    policy: "contacts.export",
    query: z.object({ format: z.enum(suppressionFormats).default("plain") }),
    handler: (session, { query, reply }) => {
      void reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="suppressions-${query.format}.csv"`)
        .header("cache-control", "no-store");
      return Promise.resolve(reply.send(streamLines(session, (ctx) => exportSuppressions(ctx, query.format))));
    },
  }),
  defineRoute({
    operationId: "countRememberedRefusals",
    method: "GET",
    path: "/suppression-list/remembered",
    summary: "How many people who are no contacts stay suppressed by a keyed hash; no list can name them",
    policy: "consent.read",
    response: z.object({ count: z.number().int() }),
    handler: (ctx) => countRemembered(ctx),
  }),
];

export const exchangeRoutes = [...importRoutes, ...exportRoutes];
