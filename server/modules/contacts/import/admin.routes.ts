import { z } from "zod";
import { listQuery, nothing } from "../../../../contracts/common.ts";
import {
  changeImportBody,
  contactImportPageSchema,
  contactImportSchema,
  importRowPageSchema,
  importRowsQuery,
} from "../../../../contracts/contact-imports.ts";
import { defineRoute, defineStreamRoute } from "../../../http/route.ts";
import { refuse } from "../../../platform/errors.ts";
import { changeImport } from "./change-import.ts";
import { discardImport } from "./discard-import.ts";
import { getImport } from "./get-import.ts";
import { listImportRows } from "./list-import-rows.ts";
import { listImports } from "./list-imports.ts";
import { receiveFile } from "./receive-file.ts";
import { startImport } from "./start-import.ts";
import { startUndo } from "./start-undo.ts";
import { writeReport } from "./write-report.ts";

const ofImport = z.object({ importId: z.uuid() });

export const importRoutes = [
  defineRoute({
    operationId: "listContactImports",
    method: "GET",
    path: "/contact-imports",
    summary: "List the imports, the newest first",
    policy: "contacts.import",
    query: listQuery.pick({ limit: true, cursor: true }),
    response: contactImportPageSchema,
    handler: (ctx, { query }) => listImports(ctx, query),
  }),
  defineStreamRoute({
    operationId: "uploadContactImport",
    method: "POST",
    path: "/contact-imports",
    summary: "Upload a file of contacts (multipart/form-data, field `file`, at most 50 MiB)",
    policy: "contacts.import",
    response: contactImportSchema,
    status: 201,
    handler: async (session, { request, reply }) => {
      const part = request.isMultipart() ? await request.file({ throwFileSizeLimit: false }) : undefined;
      if (!part) throw refuse("contacts.import-no-file", { field: "file" });
      const file = { name: part.filename, stream: part.file, isCut: () => part.file.truncated };
      return reply.status(201).send(await receiveFile(session.run, file));
    },
  }),
  defineRoute({
    operationId: "getContactImport",
    method: "GET",
    path: "/contact-imports/:importId",
    summary: "Read an import with its settings, counts and progress",
    policy: "contacts.import",
    params: ofImport,
    response: contactImportSchema,
    handler: (ctx, { params }) => getImport(ctx, params.importId),
  }),
  defineRoute({
    operationId: "changeContactImport",
    method: "PATCH",
    path: "/contact-imports/:importId",
    summary: "Say who these people are and how the file is read; works out the preview anew",
    policy: "contacts.import",
    params: ofImport,
    body: changeImportBody,
    response: contactImportSchema,
    handler: (ctx, { params, body }) => changeImport(ctx, params.importId, body),
  }),
  defineRoute({
    operationId: "discardContactImport",
    method: "DELETE",
    path: "/contact-imports/:importId",
    summary: "Throw away an uploaded file that was not imported",
    policy: "contacts.import",
    params: ofImport,
    response: nothing,
    handler: async (ctx, { params }) => {
      await discardImport(ctx, params.importId);
      return {};
    },
  }),
  defineRoute({
    operationId: "listContactImportRows",
    method: "GET",
    path: "/contact-imports/:importId/rows",
    summary: "List the rows with what each would do, or did",
    policy: "contacts.import",
    params: ofImport,
    query: importRowsQuery,
    response: importRowPageSchema,
    handler: (ctx, { params, query }) => listImportRows(ctx, params.importId, query),
  }),
  defineRoute({
    operationId: "startContactImport",
    method: "POST",
    path: "/contact-imports/:importId/start",
    summary: "Run a checked import",
    policy: "contacts.import",
    params: ofImport,
    response: contactImportSchema,
    status: 202,
    idempotency: "required",
    handler: (ctx, { params }) => startImport(ctx, params.importId),
  }),
  defineRoute({
    operationId: "undoContactImport",
    method: "POST",
    path: "/contact-imports/:importId/undo",
    summary: "Take back what an import did, except where it was changed since",
    policy: "contacts.import",
    params: ofImport,
    response: contactImportSchema,
    status: 202,
    idempotency: "required",
    handler: (ctx, { params }) => startUndo(ctx, params.importId),
  }),
  defineStreamRoute({
    operationId: "downloadContactImportReport",
    method: "GET",
    path: "/contact-imports/:importId/report.csv",
    summary: "Download what became of each row",
    policy: "contacts.import",
    params: ofImport,
    handler: async (session, { params, reply }) => {
      await session.run((ctx) => getImport(ctx, params.importId));
      void reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", 'attachment; filename="import-report.csv"');
      return reply.send(writeReport(session.run, params.importId, session.principal.language));
    },
  }),
];
