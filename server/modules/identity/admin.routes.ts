import { z } from "zod";
import { listQuery, nothing, pageOf } from "../../../contracts/common.ts";
import {
  addUserBody,
  apiKeysSchema,
  changeUserBody,
  openSessionsSchema,
  temporaryPasswordSchema,
  userSchema,
} from "../../../contracts/identity.ts";
import { defineRoute } from "../../http/route.ts";
import { listApiKeys } from "./api-keys/list-api-keys.ts";
import { revokeApiKey } from "./api-keys/revoke-api-key.ts";
import { listSessions } from "./sessions/list-sessions.ts";
import { revokeUserSessions } from "./sessions/revoke-user-sessions.ts";
import { addUser } from "./users/add-user.ts";
import { changeUser } from "./users/change-user.ts";
import { getUser } from "./users/get-user.ts";
import { listUsers } from "./users/list-users.ts";
import { resetUserPassword } from "./users/reset-user-password.ts";

const userParams = z.object({ userId: z.uuid() });

// Adding and resetting take no Idempotency-Key: the kept answer would hold a password.
export const adminIdentityRoutes = [
  defineRoute({
    operationId: "listUsers",
    method: "GET",
    path: "/users",
    summary: "Users of the organisation",
    policy: "users.manage",
    query: listQuery,
    response: pageOf(userSchema),
    handler: (ctx, { query }) => listUsers(ctx, query),
  }),
  defineRoute({
    operationId: "addUser",
    method: "POST",
    path: "/users",
    summary: "Add a user, who gets a temporary password",
    policy: "users.manage",
    body: addUserBody,
    response: temporaryPasswordSchema,
    status: 201,
    handler: (ctx, { body }) => addUser(ctx, body),
  }),
  defineRoute({
    operationId: "getUser",
    method: "GET",
    path: "/users/:userId",
    summary: "One user",
    policy: "users.manage",
    params: userParams,
    response: userSchema,
    handler: (ctx, { params }) => getUser(ctx, params.userId),
  }),
  defineRoute({
    operationId: "changeUser",
    method: "PATCH",
    path: "/users/:userId",
    summary: "Change a user's name, e-mail, role, language or shop; disable or enable the account",
    policy: "users.manage",
    params: userParams,
    body: changeUserBody,
    response: userSchema,
    handler: (ctx, { params, body }) => changeUser(ctx, params.userId, body),
  }),
  defineRoute({
    operationId: "resetUserPassword",
    method: "POST",
    path: "/users/:userId/password-reset",
    summary: "Give a user a temporary password and end their sessions",
    policy: "users.manage",
    params: userParams,
    response: temporaryPasswordSchema,
    handler: (ctx, { params }) => resetUserPassword(ctx, params.userId),
  }),
  defineRoute({
    operationId: "listUserSessions",
    method: "GET",
    path: "/users/:userId/sessions",
    summary: "Where a user is signed in",
    policy: "users.manage",
    params: userParams,
    response: openSessionsSchema,
    handler: async (ctx, { params, request }) => {
      const { userId } = await getUser(ctx, params.userId);
      return listSessions(ctx, { userId, currentSessionId: request.principal?.sessionId });
    },
  }),
  defineRoute({
    operationId: "revokeUserSessions",
    method: "DELETE",
    path: "/users/:userId/sessions",
    summary: "End all sessions of a user",
    policy: "users.manage",
    params: userParams,
    response: nothing,
    handler: async (ctx, { params }) => {
      await revokeUserSessions(ctx, params.userId);
      return {};
    },
  }),
  defineRoute({
    operationId: "listApiKeys",
    method: "GET",
    path: "/api-keys",
    summary: "API keys, without their secrets",
    policy: "api-keys.manage",
    response: apiKeysSchema,
    handler: (ctx) => listApiKeys(ctx),
  }),
  defineRoute({
    operationId: "revokeApiKey",
    method: "DELETE",
    path: "/api-keys/:apiKeyId",
    summary: "Revoke an API key",
    policy: "api-keys.manage",
    params: z.object({ apiKeyId: z.uuid() }),
    response: nothing,
    handler: async (ctx, { params }) => {
      await revokeApiKey(ctx, params.apiKeyId);
      return {};
    },
  }),
];
