import type { ContactKind, ContactStatus } from "../../../contracts/contacts.ts";

/** In the order in which people choose. Types only come from contracts, so that the browser does not load zod. */
export const kindChoices: readonly ContactKind[] = ["client", "supplier", "directory"];
export const statusChoices: readonly ContactStatus[] = ["client", "prospect", "nc"];
