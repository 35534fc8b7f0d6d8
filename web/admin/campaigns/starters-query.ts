import { queryOptions } from "@tanstack/react-query";
import type { Starter } from "../../../contracts/templates.ts";
import { request } from "../../api-client/request.ts";

export const startersQuery = (language: string) =>
  queryOptions({
    queryKey: ["starters", language],
    queryFn: () => request<{ items: Starter[] }>("GET", "/templates/starters", { query: { language } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
