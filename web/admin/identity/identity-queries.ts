import { queryOptions } from "@tanstack/react-query";
import type { Page } from "../../../contracts/common.ts";
import type { ApiKey, OpenSession, Organisation, Shop, User } from "../../../contracts/identity.ts";
import { request } from "../../api-client/request.ts";
import type { Filters } from "../../ui/filters.ts";

export const usersQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ["users", "list", filters],
    queryFn: () => request<Page<User>>("GET", "/users", { query: filters }),
  });

export const userQuery = (userId: string) =>
  queryOptions({ queryKey: ["users", userId], queryFn: () => request<User>("GET", `/users/${userId}`) });

export const ownSessionsQuery = queryOptions({
  queryKey: ["account", "sessions"],
  queryFn: () => request<{ items: OpenSession[] }>("GET", "/account/sessions"),
});

export const organisationQuery = queryOptions({
  queryKey: ["organisation"],
  queryFn: () => request<Organisation>("GET", "/organisation"),
});

export const shopsQuery = queryOptions({
  queryKey: ["shops"],
  queryFn: () => request<{ items: Shop[] }>("GET", "/shops"),
});

export const apiKeysQuery = queryOptions({
  queryKey: ["api-keys"],
  queryFn: () => request<{ items: ApiKey[] }>("GET", "/api-keys"),
});
