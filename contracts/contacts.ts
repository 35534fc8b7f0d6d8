import { z } from "zod";
import { listQuery, pageOf, timestamp } from "./common.ts";
import { defineEvent } from "./events.ts";
import { languageSchema } from "./languages.ts";

/** X5: where a record lives. */
export const contactKinds = ["client", "supplier", "directory"] as const;
export const contactKindSchema = z.enum(contactKinds);
export type ContactKind = (typeof contactKinds)[number];

/** X71: `nc` (not communicated) when nobody chose. */
export const contactStatuses = ["prospect", "client", "nc"] as const;
export const contactStatusSchema = z.enum(contactStatuses);
export type ContactStatus = (typeof contactStatuses)[number];

/** `push` addresses come from app installations; staff enter e-mails and phones. */
export const addressKinds = ["email", "phone", "push"] as const;
export const addressKindSchema = z.enum(addressKinds);
export type AddressKind = (typeof addressKinds)[number];

const line = (max: number) => z.string().max(max);
const tag = z.string().trim().min(1).max(60);

export const contactAddressSchema = z.object({
  contactAddressId: z.uuid(),
  addressId: z.uuid(),
  kind: addressKindSchema,
  /** Lower-case e-mail, or E.164. */
  value: z.string(),
  /** The form that was typed or imported. */
  typed: z.string(),
  /** For reading: "+33 6 12 34 56 78". */
  shown: z.string(),
  label: z.string(),
  position: z.number().int(),
  isValid: z.boolean(),
  /** D19: how many other contacts have the same address. */
  sharedWith: z.number().int(),
});
export type ContactAddress = z.infer<typeof contactAddressSchema>;

/** What was typed, where putting it into form changed it. */
export const originalsSchema = z.object({
  lastName: z.string().optional(),
  firstName: z.string().optional(),
  city: z.string().optional(),
});

export const contactSchema = z.object({
  contactId: z.uuid(),
  contactNumber: z.number().int(),
  kind: contactKindSchema,
  status: contactStatusSchema,
  displayName: z.string(),
  civility: z.string(),
  lastName: z.string(),
  firstName: z.string(),
  company: z.string(),
  addressLine1: z.string(),
  addressLine2: z.string(),
  postcode: z.string(),
  city: z.string(),
  country: z.string(),
  language: languageSchema.nullable(),
  tags: z.array(z.string()),
  notes: z.string(),
  originals: originalsSchema,
  addresses: z.array(contactAddressSchema),
  /** D10: how this person came to be registered. */
  origin: z.object({
    kind: z.enum(["staff", "import", "api", "system"]),
    importId: z.uuid().nullable(),
    source: z.string(),
    by: z.string(),
  }),
  version: z.number().int(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Contact = z.infer<typeof contactSchema>;

export const contactListItemSchema = z.object({
  contactId: z.uuid(),
  contactNumber: z.number().int(),
  kind: contactKindSchema,
  status: contactStatusSchema,
  displayName: z.string(),
  company: z.string(),
  city: z.string(),
  tags: z.array(z.string()),
  addresses: z.array(
    z.object({
      addressId: z.uuid(),
      kind: addressKindSchema,
      value: z.string(),
      shown: z.string(),
      isValid: z.boolean(),
    }),
  ),
  createdAt: timestamp,
});
export type ContactListItem = z.infer<typeof contactListItemSchema>;

export const contactSorts = ["name", "-name", "city", "-city", "number", "-number", "created", "-created"] as const;

/** `tag` may be repeated or separated by commas: all of them must be there. */
const tagList = z
  .union([z.string(), z.array(z.string())])
  .transform((given) =>
    (Array.isArray(given) ? given : given.split(",")).map((one) => one.trim()).filter((one) => one !== ""),
  )
  .pipe(z.array(tag).max(20));

export const contactFilters = z.object({
  search: z.string().trim().max(200).optional(),
  kind: contactKindSchema.optional(),
  status: contactStatusSchema.optional(),
  city: z.string().trim().max(120).optional(),
  tag: tagList.optional(),
  importId: z.uuid().optional(),
  /** Those who have this address now. */
  addressId: z.uuid().optional(),
});
export type ContactFilters = z.infer<typeof contactFilters>;

export const contactListQuery = listQuery.extend(contactFilters.shape).extend({
  sort: z.enum(contactSorts).default("name"),
});
export type ContactListQuery = z.infer<typeof contactListQuery>;
export const contactPageSchema = pageOf(contactListItemSchema).extend({
  /** D12: `//number` found exactly this contact: the screen goes there. */
  jumpTo: z.uuid().nullable(),
});
export type ContactPage = z.infer<typeof contactPageSchema>;

export const addressInput = z.object({
  kind: z.enum(["email", "phone"]),
  typed: z.string().trim().min(1).max(400),
  label: line(40).default(""),
});
export type AddressInput = z.infer<typeof addressInput>;

const contactFields = {
  kind: contactKindSchema.default("client"),
  status: contactStatusSchema.default("nc"),
  civility: line(40).default(""),
  lastName: line(120).default(""),
  firstName: line(120).default(""),
  company: line(200).default(""),
  addressLine1: line(200).default(""),
  addressLine2: line(200).default(""),
  postcode: line(20).default(""),
  city: line(120).default(""),
  country: line(80).default(""),
  language: languageSchema.nullable().default(null),
  tags: z.array(tag).max(50).default([]),
  notes: line(20_000).default(""),
};
export const createContactBody = z.object({ ...contactFields, addresses: z.array(addressInput).max(20).default([]) });
export type CreateContactInput = z.infer<typeof createContactBody>;

const unwrapped = z.object({
  kind: contactKindSchema,
  status: contactStatusSchema,
  civility: line(40),
  lastName: line(120),
  firstName: line(120),
  company: line(200),
  addressLine1: line(200),
  addressLine2: line(200),
  postcode: line(20),
  city: line(120),
  country: line(80),
  language: languageSchema.nullable(),
  tags: z.array(tag).max(50),
  notes: line(20_000),
});
/** `version` is the one that was read: when another has written since, the change is refused. */
export const changeContactBody = unwrapped.partial().extend({ version: z.number().int().optional() });
export type ChangeContactInput = z.infer<typeof changeContactBody>;

export const changeAddressBody = z.object({ label: line(40), position: z.number().int().min(1).max(100) }).partial();
export type ChangeAddressInput = z.infer<typeof changeAddressBody>;

/** Changes nothing: how the fields would be kept, what is wrong with the addresses, who else has them (D19). */
export const checkContactBody = z.object({
  lastName: line(120).default(""),
  firstName: line(120).default(""),
  city: line(120).default(""),
  addresses: z
    .array(z.object({ kind: z.enum(["email", "phone"]), typed: line(400) }))
    .max(20)
    .default([]),
  contactId: z.uuid().optional(),
});
export const checkedContactSchema = z.object({
  lastName: z.string(),
  firstName: z.string(),
  city: z.string(),
  addresses: z.array(
    z.object({
      value: z.string().nullable(),
      shown: z.string().nullable(),
      /** A phrase under `contacts:problems`. */
      problem: z.string().nullable(),
      alsoWith: z.array(z.object({ contactId: z.uuid(), displayName: z.string() })),
    }),
  ),
});
export type CheckedContact = z.infer<typeof checkedContactSchema>;

export const suggestionsSchema = z.object({ items: z.array(z.object({ value: z.string(), count: z.number().int() })) });
export const exportQuery = contactFilters.extend({ separator: z.enum(["comma", "semicolon", "tab"]).default("comma") });

/** An address is now one of this contact's. Told for each address that staff or the API add. */
export const addressAdded = defineEvent(
  "contacts.address-added",
  z.object({ contactId: z.uuid(), addressId: z.uuid() }),
);
/** The same, for the many of one import's chunk: told once per chunk, before `importRowRefusal`. */
export const addressesImported = defineEvent(
  "contacts.addresses-imported",
  z.object({ importId: z.uuid(), items: z.array(z.object({ contactId: z.uuid(), addressId: z.uuid() })) }),
);
/** This contact no longer has the address (D19: what it granted may end with it). The address's row stays. */
export const addressRemoved = defineEvent(
  "contacts.address-removed",
  z.object({ contactId: z.uuid(), addressId: z.uuid() }),
);
/**
 * The contact is about to lose everything that names a person. Told before the values are gone, in the same transaction,
 * after one `address-removed` for each address. `addresses` are those that no other contact has: their values go too.
 */
export const contactErased = defineEvent(
  "contacts.contact-erased",
  z.object({
    contactId: z.uuid(),
    addresses: z.array(z.object({ addressId: z.uuid(), kind: addressKindSchema, value: z.string() })),
  }),
);

/**
 * A part of an import was taken back: told once per chunk, before the values are gone. `removed`: these contacts no longer
 * have these addresses. `erased`: these contacts are gone. `addresses`: nobody else has them, their values go.
 */
export const importUndone = defineEvent(
  "contacts.import-undone",
  z.object({
    importId: z.uuid(),
    removed: z.array(z.object({ contactId: z.uuid(), addressId: z.uuid() })),
    erased: z.array(z.uuid()),
    addresses: z.array(z.object({ addressId: z.uuid(), kind: addressKindSchema, value: z.string() })),
  }),
);

/** What another tool knew: the person unsubscribed there, the mailbox is dead, or the person complained. */
export const importRefusalReasons = ["unsubscribed", "bounced", "complained"] as const;
export type ImportRefusalReason = (typeof importRefusalReasons)[number];
/**
 * An import may lower, never raise: these people said no elsewhere (or their mailbox is dead: `bounced`). Told once per
 * chunk. `source` names the tool or the declared origin; `date` is when they said so, if the file says it.
 */
export const importRowRefusal = defineEvent(
  "contacts.import-row-refusal",
  z.object({
    importId: z.uuid(),
    source: z.string(),
    items: z.array(
      z.object({
        addressId: z.uuid(),
        contactId: z.uuid(),
        reason: z.enum(importRefusalReasons),
        date: timestamp.nullable(),
      }),
    ),
  }),
);
