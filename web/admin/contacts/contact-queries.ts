import { queryOptions } from "@tanstack/react-query";
import type { CheckedContact, Contact, ContactPage } from "../../../contracts/contacts.ts";
import { request } from "../../api-client/request.ts";
import type { Filters } from "../../ui/filters.ts";

export const contactsQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ["contacts", filters],
    queryFn: () => request<ContactPage>("GET", "/contacts", { query: filters }),
  });

export const contactQuery = (contactId: string) =>
  queryOptions({
    queryKey: ["contact", contactId],
    queryFn: () => request<Contact>("GET", `/contacts/${contactId}`),
  });

export interface CheckInput {
  lastName: string;
  firstName: string;
  city: string;
  addresses: { kind: "email" | "phone"; typed: string }[];
  contactId?: string;
}

/** How the fields would be kept, what is wrong with the addresses, and who else has them. */
export const contactCheckQuery = (input: CheckInput) =>
  queryOptions({
    queryKey: ["contact-check", input],
    queryFn: () => request<CheckedContact>("POST", "/contacts/check", { body: input }),
    staleTime: 60_000,
  });

export const suggestionsQuery = (of: "tags" | "cities") =>
  queryOptions({
    queryKey: ["contact-suggestions", of],
    queryFn: () =>
      request<{ items: { value: string; count: number }[] }>("GET", "/contacts/suggestions", { query: { of } }),
  });
