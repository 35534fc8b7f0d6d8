import { z } from "zod";
import { nothing } from "../../../contracts/common.ts";
import {
  addSenderBody,
  changeSenderBody,
  changeSenderSettingsBody,
  dkimSchema,
  senderListSchema,
  senderReadinessSchema,
  senderSchema,
  senderSettingsSchema,
  setPasswordBody,
  smtpPresetsSchema,
  switchDkimBody,
  testAnswerSchema,
  testSenderBody,
} from "../../../contracts/senders.ts";
import { defineRoute, defineStreamRoute } from "../../http/route.ts";
import { addSender } from "./add-sender.ts";
import { changeSender } from "./change-sender.ts";
import { checkDkim } from "./check-dkim.ts";
import { getDkim } from "./get-dkim.ts";
import { getSender } from "./get-sender.ts";
import { listSenders } from "./list-senders.ts";
import { makeDkimKey } from "./make-dkim-key.ts";
import { presets } from "./presets/presets.ts";
import { removeDkimKey } from "./remove-dkim-key.ts";
import { removeSender } from "./remove-sender.ts";
import { senderReadiness } from "./sender-readiness.ts";
import { changeSendingMode, getSenderSettings } from "./sender-settings.ts";
import { setSenderPassword } from "./set-sender-password.ts";
import { switchDkim } from "./switch-dkim.ts";
import { testSender } from "./test-sender.ts";

const senderParams = z.object({ senderId: z.uuid() });

export const senderRoutes = [
  defineRoute({
    operationId: "listSenders",
    method: "GET",
    path: "/senders",
    summary: "Mailboxes of the organisation and the platform's sender, with their states",
    policy: "senders.read",
    response: senderListSchema,
    handler: (ctx) => listSenders(ctx),
  }),
  defineRoute({
    operationId: "addSender",
    method: "POST",
    path: "/senders",
    summary: "Add a mailbox, without its password",
    policy: "senders.manage",
    body: addSenderBody,
    response: senderSchema,
    status: 201,
    idempotency: "optional",
    handler: (ctx, { body }) => addSender(ctx, body),
  }),
  defineRoute({
    operationId: "getSender",
    method: "GET",
    path: "/senders/:senderId",
    summary: "One mailbox with its state",
    policy: "senders.read",
    params: senderParams,
    response: senderSchema,
    handler: (ctx, { params }) => getSender(ctx, params.senderId),
  }),
  defineRoute({
    operationId: "changeSender",
    method: "PATCH",
    path: "/senders/:senderId",
    summary: "Change a mailbox; another host, port, user or encryption clears its password",
    policy: "senders.manage",
    params: senderParams,
    body: changeSenderBody,
    response: senderSchema,
    handler: (ctx, { params, body }) => changeSender(ctx, params.senderId, body),
  }),
  defineRoute({
    operationId: "setSenderPassword",
    method: "PUT",
    path: "/senders/:senderId/password",
    summary: "Set or replace the password of a mailbox; it can never be read again",
    policy: "senders.manage",
    params: senderParams,
    body: setPasswordBody,
    response: senderSchema,
    handler: (ctx, { params, body }) => setSenderPassword(ctx, params.senderId, body.password),
  }),
  defineRoute({
    operationId: "removeSender",
    method: "DELETE",
    path: "/senders/:senderId",
    summary: "Remove a mailbox; messages that wait for it stay waiting",
    policy: "senders.manage",
    params: senderParams,
    response: nothing,
    handler: async (ctx, { params }) => {
      await removeSender(ctx, params.senderId);
      return {};
    },
  }),
  defineStreamRoute({
    operationId: "testSender",
    method: "POST",
    path: "/senders/:senderId/test",
    summary: "Connect to the mail server and send a test message to the given address",
    policy: "senders.manage",
    params: senderParams,
    body: testSenderBody,
    response: testAnswerSchema,
    rateLimit: { max: 30, perSeconds: 600 },
    handler: (session, { params, body }) => testSender(session, { senderId: params.senderId, to: body.to }),
  }),
  defineRoute({
    operationId: "getDkim",
    method: "GET",
    path: "/senders/:senderId/dkim",
    summary: "The signature of a mailbox's messages: its public key, and whether the domain shows it",
    policy: "senders.read",
    params: senderParams,
    response: dkimSchema,
    handler: (ctx, { params }) => getDkim(ctx, params.senderId),
  }),
  defineRoute({
    operationId: "makeDkimKey",
    method: "POST",
    path: "/senders/:senderId/dkim",
    summary: "Make a new key pair for signing; it is off until the domain shows it",
    policy: "senders.manage",
    params: senderParams,
    response: dkimSchema,
    status: 201,
    idempotency: "optional",
    handler: (ctx, { params }) => makeDkimKey(ctx, params.senderId),
  }),
  defineRoute({
    operationId: "switchDkim",
    method: "PATCH",
    path: "/senders/:senderId/dkim",
    summary: "Switch signing on or off",
    policy: "senders.manage",
    params: senderParams,
    body: switchDkimBody,
    response: dkimSchema,
    handler: (ctx, { params, body }) => switchDkim(ctx, { senderId: params.senderId, ...body }),
  }),
  defineRoute({
    operationId: "removeDkimKey",
    method: "DELETE",
    path: "/senders/:senderId/dkim",
    summary: "Remove the key; messages leave unsigned",
    policy: "senders.manage",
    params: senderParams,
    response: nothing,
    handler: async (ctx, { params }) => {
      await removeDkimKey(ctx, params.senderId);
      return {};
    },
  }),
  defineStreamRoute({
    operationId: "checkDkim",
    method: "POST",
    path: "/senders/:senderId/dkim/check",
    summary: "Ask the domain whether it shows the key",
    policy: "senders.manage",
    params: senderParams,
    response: dkimSchema,
    rateLimit: { max: 60, perSeconds: 600 },
    handler: (session, { params }) => checkDkim(session, params.senderId),
  }),
  defineRoute({
    operationId: "listSmtpPresets",
    method: "GET",
    path: "/smtp-presets",
    summary: "Settings of known e-mail providers",
    policy: "senders.read",
    response: smtpPresetsSchema,
    handler: async () => ({ items: [...presets] }),
  }),
  defineRoute({
    operationId: "getSenderSettings",
    method: "GET",
    path: "/sender-settings",
    summary: "Whether e-mails leave by the platform or by own mailboxes",
    policy: "senders.read",
    response: senderSettingsSchema,
    handler: (ctx) => getSenderSettings(ctx),
  }),
  defineRoute({
    operationId: "changeSenderSettings",
    method: "PATCH",
    path: "/sender-settings",
    summary: "Choose whether e-mails leave by the platform or by own mailboxes",
    policy: "senders.manage",
    body: changeSenderSettingsBody,
    response: senderSettingsSchema,
    handler: (ctx, { body }) => changeSendingMode(ctx, body.sendingMode),
  }),
  defineRoute({
    operationId: "getSenderReadiness",
    method: "GET",
    path: "/sender-readiness",
    summary: "Whether messages can leave, and if not, why",
    policy: "signed-in",
    response: senderReadinessSchema,
    handler: (ctx) => senderReadiness(ctx),
  }),
];
