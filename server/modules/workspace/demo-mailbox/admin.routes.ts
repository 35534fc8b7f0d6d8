import { z } from "zod";
import { nothing } from "../../../../contracts/common.ts";
import {
  demoBodyQuery,
  demoMailDetailsSchema,
  demoMailPage,
  demoMailQuery,
  demoRecipientQuery,
  demoRecipientsSchema,
} from "../../../../contracts/workspace.ts";
import { defineRoute, defineStreamRoute } from "../../../http/route.ts";
import { emptyDemoMailbox } from "./empty-demo-mailbox.ts";
import { getDemoMail } from "./get-demo-mail.ts";
import { listDemoMails } from "./list-demo-mails.ts";
import { listDemoRecipients } from "./list-demo-recipients.ts";
import { openDemoMail } from "./open-demo-mail.ts";
import { readDemoMailBody } from "./read-demo-mail-body.ts";

const mailParams = z.object({ mailId: z.uuid() });

/** No script, no form, no request: only pictures and links, which open outside of the frame. */
const framePolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data: https:; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'self'; form-action 'none'";

export const demoMailboxRoutes = [
  defineRoute({
    operationId: "listDemoMails",
    method: "GET",
    path: "/demo-mailbox/mails",
    summary: "Mails of the demonstration, newest first",
    policy: "messages.read",
    query: demoMailQuery,
    response: demoMailPage,
    handler: (ctx, { query }) => listDemoMails(ctx, query),
  }),
  defineRoute({
    operationId: "listDemoRecipients",
    method: "GET",
    path: "/demo-mailbox/recipients",
    summary: "Who got mails in the demonstration",
    policy: "messages.read",
    query: demoRecipientQuery,
    response: demoRecipientsSchema,
    handler: (ctx, { query }) => listDemoRecipients(ctx, query.search),
  }),
  defineRoute({
    operationId: "openDemoMail",
    method: "GET",
    path: "/demo-mailbox/mails/:mailId",
    summary: "One mail of the demonstration with its headers and text",
    policy: "messages.read",
    params: mailParams,
    response: demoMailDetailsSchema,
    handler: (ctx, { params }) => openDemoMail(ctx, params.mailId),
  }),
  defineStreamRoute({
    operationId: "readDemoMailBody",
    method: "GET",
    path: "/demo-mailbox/mails/:mailId/body",
    summary: "One mail of the demonstration as a page for a frame, or its source",
    policy: "messages.read",
    params: mailParams,
    query: demoBodyQuery,
    handler: async (session, { params, query, reply }) => {
      void reply.header("content-security-policy", framePolicy).header("referrer-policy", "no-referrer");
      void reply.header("cache-control", "private, no-store");
      if (query.part === "source") {
        const { raw } = await session.run((ctx) => getDemoMail(ctx, params.mailId));
        return reply.type("text/plain; charset=utf-8").send(raw);
      }
      return reply
        .type("text/html; charset=utf-8")
        .send(await session.run((ctx) => readDemoMailBody(ctx, params.mailId)));
    },
  }),
  defineRoute({
    operationId: "emptyDemoMailbox",
    method: "DELETE",
    path: "/demo-mailbox/mails",
    summary: "Delete every mail of the demonstration",
    policy: "messages.send",
    response: nothing,
    handler: async (ctx) => {
      await emptyDemoMailbox(ctx);
      return {};
    },
  }),
];
