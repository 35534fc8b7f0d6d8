import { z } from "zod";
import { nothing } from "../../../contracts/common.ts";
import { messageReasonSchema } from "../../../contracts/consent-evidence.ts";
import {
  batchListSchema,
  messageListQuery,
  messagePageSchema,
  messageSchema,
  previewMessageBody,
  queuedMessageSchema,
  renderedSchema,
  resendAnswerSchema,
  resendBody,
  savedMessageFilterSchema,
  savedMessageFiltersSchema,
  saveMessageFilterBody,
  senderQueuesSchema,
  sendTestAnswer,
  sendTestBody,
  writeMessageBody,
} from "../../../contracts/messaging.ts";
import { trackingTotalsSchema } from "../../../contracts/messaging-tracking.ts";
import { defineRoute, defineStreamRoute } from "../../http/route.ts";
import { explainMessage } from "./explain-message.ts";
import { getMessage } from "./get-message.ts";
import { listBatches } from "./list-batches.ts";
import { listMessages } from "./list-messages.ts";
import { listSenderQueues } from "./list-sender-queues.ts";
import { listMyFilters, removeMyFilter, saveMyFilter } from "./my-filters.ts";
import { previewMessage } from "./preview-message.ts";
import { resendMessages } from "./resend-messages.ts";
import { sendTest } from "./send-test.ts";
import { showMessageBody } from "./show-message-body.ts";
import { countTracking } from "./tracking/count-tracking.ts";
import { writeMessage } from "./write-message.ts";

const messageId = z.object({ messageId: z.uuid() });
/** Room for a text of the longest kind and its JSON escapes. */
const contentBodyLimit = 2_097_152;

export const messagingRoutes = [
  defineRoute({
    operationId: "listMessages",
    method: "GET",
    path: "/messages",
    summary: "Message history, the newest first",
    policy: "messages.read",
    query: messageListQuery,
    response: messagePageSchema,
    handler: (ctx, { query }) => listMessages(ctx, query),
  }),
  defineRoute({
    operationId: "writeMessage",
    method: "POST",
    path: "/messages",
    summary: "Write one message to one contact",
    policy: "messages.send",
    idempotency: "required",
    status: 201,
    bodyLimit: contentBodyLimit,
    body: writeMessageBody,
    response: queuedMessageSchema,
    handler: (ctx, { body }) => writeMessage(ctx, body),
  }),
  defineRoute({
    operationId: "getMessage",
    method: "GET",
    path: "/messages/:messageId",
    summary: "One message: what was sent, why, and what became of it",
    policy: "messages.read",
    params: messageId,
    response: messageSchema,
    handler: (ctx, { params }) => getMessage(ctx, params.messageId),
  }),
  defineRoute({
    operationId: "explainMessage",
    method: "GET",
    path: "/messages/:messageId/reason",
    summary:
      "Why did this person get this? The permit's ground and the consent event that it rested on, with its wording",
    policy: "messages.read",
    params: messageId,
    response: messageReasonSchema,
    handler: (ctx, { params }) => explainMessage(ctx, params.messageId),
  }),
  defineRoute({
    operationId: "countBatchTracking",
    method: "GET",
    path: "/message-batches/:batchId/tracking",
    summary: "Opens and clicks of one launch, without names; machines apart",
    policy: "messages.read",
    params: z.object({ batchId: z.uuid() }),
    response: trackingTotalsSchema,
    handler: (ctx, { params }) => countTracking(ctx, params.batchId),
  }),
  defineStreamRoute({
    operationId: "showMessageBody",
    method: "GET",
    path: "/messages/:messageId/body",
    summary: "Exactly what was sent, as an isolated HTML page",
    policy: "messages.read",
    params: messageId,
    query: z.object({ images: z.stringbool().default(false) }),
    handler: async (session, { params, query, reply }) => {
      const page = await session.run((ctx) => showMessageBody(ctx, params.messageId, query.images));
      return reply.headers(page.headers).send(page.body);
    },
  }),
  defineRoute({
    operationId: "resendMessages",
    method: "POST",
    path: "/messages/resend",
    summary: "Send messages again, each as a new message that is checked anew",
    policy: "messages.resend",
    idempotency: "required",
    body: resendBody,
    response: resendAnswerSchema,
    handler: (ctx, { body }) => resendMessages(ctx, body),
  }),
  defineRoute({
    operationId: "previewMessage",
    method: "POST",
    path: "/messages/preview",
    summary: "A text as one contact would get it",
    policy: "templates.read",
    bodyLimit: contentBodyLimit,
    body: previewMessageBody,
    response: renderedSchema,
    handler: (ctx, { body }) => previewMessage(ctx, body),
  }),
  defineRoute({
    operationId: "sendTestMessage",
    method: "POST",
    path: "/messages/test",
    summary: "Send a text to one's own address",
    policy: "messages.send",
    idempotency: "required",
    status: 201,
    bodyLimit: contentBodyLimit,
    rateLimit: { max: 20, perSeconds: 600 },
    body: sendTestBody,
    response: sendTestAnswer,
    handler: (ctx, { body }) => sendTest(ctx, body),
  }),
  defineRoute({
    operationId: "listMessageBatches",
    method: "GET",
    path: "/message-batches",
    summary: "Launches whose messages stand in the history, the newest first",
    policy: "messages.read",
    response: batchListSchema,
    handler: (ctx) => listBatches(ctx),
  }),
  defineRoute({
    operationId: "listSenderQueues",
    method: "GET",
    path: "/sender-queues",
    summary: "What waits at each sender, and why",
    policy: "messages.read",
    response: senderQueuesSchema,
    handler: (ctx) => listSenderQueues(ctx),
  }),
  defineRoute({
    operationId: "listMessageFilters",
    method: "GET",
    path: "/message-filters",
    summary: "My filters of the message history",
    policy: "messages.read",
    response: savedMessageFiltersSchema,
    handler: (ctx) => listMyFilters(ctx),
  }),
  defineRoute({
    operationId: "saveMessageFilter",
    method: "POST",
    path: "/message-filters",
    summary: "Save a filter of the message history",
    policy: "messages.read",
    idempotency: "optional",
    status: 201,
    body: saveMessageFilterBody,
    response: savedMessageFilterSchema,
    handler: (ctx, { body }) => saveMyFilter(ctx, body),
  }),
  defineRoute({
    operationId: "removeMessageFilter",
    method: "DELETE",
    path: "/message-filters/:savedFilterId",
    summary: "Remove one of my filters",
    policy: "messages.read",
    params: z.object({ savedFilterId: z.uuid() }),
    response: nothing,
    handler: (ctx, { params }) => removeMyFilter(ctx, params.savedFilterId),
  }),
];
