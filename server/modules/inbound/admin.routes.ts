import { z } from "zod";
import { nothing } from "../../../contracts/common.ts";
import { readMailboxAnswer, returnMailboxAnswer, saveReturnMailboxBody } from "../../../contracts/inbound.ts";
import { setPasswordBody } from "../../../contracts/senders.ts";
import { defineRoute, defineStreamRoute } from "../../http/route.ts";
import { getReturnMailbox } from "./mailbox/get-return-mailbox.ts";
import { readReturnMailbox } from "./mailbox/read-return-mailbox.ts";
import { removeReturnMailbox } from "./mailbox/remove-return-mailbox.ts";
import { saveReturnMailbox } from "./mailbox/save-return-mailbox.ts";
import { setMailboxPassword } from "./mailbox/set-mailbox-password.ts";

const params = z.object({ senderId: z.uuid() });

export const inboundRoutes = [
  defineRoute({
    operationId: "getReturnMailbox",
    method: "GET",
    path: "/senders/:senderId/return-mailbox",
    summary: "Where returned mails of a sender are read, and how it went",
    policy: "senders.read",
    params,
    response: returnMailboxAnswer,
    handler: (ctx, input) => getReturnMailbox(ctx, input.params.senderId),
  }),
  defineRoute({
    operationId: "saveReturnMailbox",
    method: "PUT",
    path: "/senders/:senderId/return-mailbox",
    summary: "Say where returned mails of a sender are read; another server or user clears the password",
    policy: "senders.manage",
    params,
    body: saveReturnMailboxBody,
    response: returnMailboxAnswer,
    handler: (ctx, input) => saveReturnMailbox(ctx, input.params.senderId, input.body),
  }),
  defineRoute({
    operationId: "setReturnMailboxPassword",
    method: "PUT",
    path: "/senders/:senderId/return-mailbox/password",
    summary: "Set or replace the password of that mailbox; it can never be read again",
    policy: "senders.manage",
    params,
    body: setPasswordBody,
    response: returnMailboxAnswer,
    handler: (ctx, input) => setMailboxPassword(ctx, input.params.senderId, input.body.password),
  }),
  defineStreamRoute({
    operationId: "readReturnMailbox",
    method: "POST",
    path: "/senders/:senderId/return-mailbox/read",
    summary: "Look for returned mails now",
    policy: "senders.manage",
    params,
    response: readMailboxAnswer,
    rateLimit: { max: 20, perSeconds: 600 },
    handler: async (session, input) => {
      const { senderId } = input.params;
      const { orgId } = await session.run(async (ctx) => {
        await getReturnMailbox(ctx, senderId);
        return { orgId: ctx.orgId };
      });
      return readReturnMailbox(session.platform, { orgId, senderId });
    },
  }),
  defineRoute({
    operationId: "removeReturnMailbox",
    method: "DELETE",
    path: "/senders/:senderId/return-mailbox",
    summary: "Do not read returned mails of this sender any more",
    policy: "senders.manage",
    params,
    response: nothing,
    handler: async (ctx, input) => {
      await removeReturnMailbox(ctx, input.params.senderId);
      return {};
    },
  }),
];
