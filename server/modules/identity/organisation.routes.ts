import { z } from "zod";
import {
  addShopBody,
  changeOrganisationBody,
  changeShopBody,
  organisationSchema,
  shopSchema,
  shopsSchema,
} from "../../../contracts/identity.ts";
import { defineRoute } from "../../http/route.ts";
import { addShop } from "./organisations/add-shop.ts";
import { changeOrganisation } from "./organisations/change-organisation.ts";
import { changeShop } from "./organisations/change-shop.ts";
import { getOrganisation } from "./organisations/get-organisation.ts";
import { listShops } from "./organisations/list-shops.ts";

export const organisationRoutes = [
  defineRoute({
    operationId: "getOrganisation",
    method: "GET",
    path: "/organisation",
    summary: "The organisation and its settings",
    policy: "signed-in",
    response: organisationSchema,
    handler: (ctx) => getOrganisation(ctx),
  }),
  defineRoute({
    operationId: "changeOrganisation",
    method: "PATCH",
    path: "/organisation",
    summary: "Change the organisation's name, language, time zone, country or password rule",
    policy: "organisation.manage",
    body: changeOrganisationBody,
    response: organisationSchema,
    handler: (ctx, { body }) => changeOrganisation(ctx, body),
  }),
  defineRoute({
    operationId: "listShops",
    method: "GET",
    path: "/shops",
    summary: "Shops of the organisation, the default one first",
    policy: "signed-in",
    response: shopsSchema,
    handler: (ctx) => listShops(ctx),
  }),
  defineRoute({
    operationId: "addShop",
    method: "POST",
    path: "/shops",
    summary: "Add a shop",
    policy: "organisation.manage",
    idempotency: "optional",
    body: addShopBody,
    response: shopSchema,
    status: 201,
    handler: (ctx, { body }) => addShop(ctx, body),
  }),
  defineRoute({
    operationId: "changeShop",
    method: "PATCH",
    path: "/shops/:shopId",
    summary: "Change a shop, or make it the default one",
    policy: "organisation.manage",
    params: z.object({ shopId: z.uuid() }),
    body: changeShopBody,
    response: shopSchema,
    handler: (ctx, { params, body }) => changeShop(ctx, params.shopId, body),
  }),
];
