import { z } from "zod";
import { nothing } from "../../../contracts/common.ts";
import {
  addressInput,
  changeAddressBody,
  changeContactBody,
  checkContactBody,
  checkedContactSchema,
  contactListQuery,
  contactPageSchema,
  contactSchema,
  createContactBody,
  exportQuery,
  suggestionsSchema,
} from "../../../contracts/contacts.ts";
import { defineRoute, defineStreamRoute } from "../../http/route.ts";
import { addAddress } from "./add-address.ts";
import { changeAddress } from "./change-address.ts";
import { changeContact } from "./change-contact.ts";
import { checkContact } from "./check-contact.ts";
import { createContact } from "./create-contact.ts";
import { eraseContact } from "./erase-contact.ts";
import { exportContacts } from "./export-contacts.ts";
import { getContact } from "./get-contact.ts";
import { listContacts } from "./list-contacts.ts";
import { removeAddress } from "./remove-address.ts";
import { suggestValues } from "./suggest-values.ts";

const ofContact = z.object({ contactId: z.uuid() });
const ofAddress = ofContact.extend({ contactAddressId: z.uuid() });
const separators = { comma: ",", semicolon: ";", tab: "\t" } as const;

export const contactRoutes = [
  defineRoute({
    operationId: "listContacts",
    method: "GET",
    path: "/contacts",
    summary: "List contacts, searched, filtered and sorted",
    policy: "contacts.read",
    query: contactListQuery,
    response: contactPageSchema,
    handler: (ctx, { query }) => listContacts(ctx, query),
  }),
  defineRoute({
    operationId: "createContact",
    method: "POST",
    path: "/contacts",
    summary: "Register a contact with its addresses",
    policy: "contacts.write",
    body: createContactBody,
    response: contactSchema,
    status: 201,
    idempotency: "optional",
    handler: (ctx, { body }) => createContact(ctx, body),
  }),
  defineRoute({
    operationId: "checkContact",
    method: "POST",
    path: "/contacts/check",
    summary: "Show how fields would be kept and who else has the addresses; changes nothing",
    policy: "contacts.read",
    body: checkContactBody,
    response: checkedContactSchema,
    handler: (ctx, { body }) => checkContact(ctx, body),
  }),
  defineRoute({
    operationId: "suggestContactValues",
    method: "GET",
    path: "/contacts/suggestions",
    summary: "List the tags or cities in use",
    policy: "contacts.read",
    query: z.object({ of: z.enum(["tags", "cities"]), beginning: z.string().max(60).default("") }),
    response: suggestionsSchema,
    handler: (ctx, { query }) => suggestValues(ctx, query.of, query.beginning),
  }),
  defineStreamRoute({
    operationId: "exportContacts",
    method: "GET",
    path: "/contacts/export.csv",
    summary: "Export the chosen contacts as CSV",
    policy: "contacts.export",
    query: exportQuery,
    handler: async (session, { query, reply }) => {
      const { separator, ...filters } = query;
      const wanted = { filters, separator: separators[separator], language: session.principal.language };
      void reply.type("text/csv; charset=utf-8").header("content-disposition", 'attachment; filename="contacts.csv"');
      return reply.send(exportContacts(session.run, wanted));
    },
  }),
  defineRoute({
    operationId: "getContact",
    method: "GET",
    path: "/contacts/:contactId",
    summary: "Read one contact",
    policy: "contacts.read",
    params: ofContact,
    response: contactSchema,
    handler: (ctx, { params }) => getContact(ctx, params.contactId),
  }),
  defineRoute({
    operationId: "changeContact",
    method: "PATCH",
    path: "/contacts/:contactId",
    summary: "Change the given fields of a contact",
    policy: "contacts.write",
    params: ofContact,
    body: changeContactBody,
    response: contactSchema,
    handler: (ctx, { params, body }) => changeContact(ctx, params.contactId, body),
  }),
  defineRoute({
    operationId: "eraseContact",
    method: "DELETE",
    path: "/contacts/:contactId",
    summary: "Erase a person for good",
    policy: "contacts.write",
    params: ofContact,
    response: nothing,
    handler: async (ctx, { params }) => {
      await eraseContact(ctx, params.contactId);
      return {};
    },
  }),
  defineRoute({
    operationId: "addContactAddress",
    method: "POST",
    path: "/contacts/:contactId/addresses",
    summary: "Give a contact one more address",
    policy: "contacts.write",
    params: ofContact,
    body: addressInput,
    response: contactSchema,
    status: 201,
    idempotency: "optional",
    handler: (ctx, { params, body }) => addAddress(ctx, params.contactId, body),
  }),
  defineRoute({
    operationId: "changeContactAddress",
    method: "PATCH",
    path: "/contacts/:contactId/addresses/:contactAddressId",
    summary: "Change the label or the place of an address",
    policy: "contacts.write",
    params: ofAddress,
    body: changeAddressBody,
    response: contactSchema,
    handler: (ctx, { params, body }) =>
      changeAddress(ctx, params.contactId, { ...body, contactAddressId: params.contactAddressId }),
  }),
  defineRoute({
    operationId: "removeContactAddress",
    method: "DELETE",
    path: "/contacts/:contactId/addresses/:contactAddressId",
    summary: "Take an address from a contact",
    policy: "contacts.write",
    params: ofAddress,
    response: contactSchema,
    handler: (ctx, { params }) => removeAddress(ctx, params.contactId, params.contactAddressId),
  }),
];
