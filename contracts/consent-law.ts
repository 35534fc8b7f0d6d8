import { z } from "zod";
import { timestamp } from "./common.ts";

/** What a country's law can limit. Each is a phrase `consent:law.rules.<code>`. */
export const lawRuleCodes = [
  "ask",
  "call-unconsented",
  "call-hours",
  "call-attempts",
  "call-register",
  "call-validity",
  "sms-hours",
  "email-hours",
  "email-validity",
] as const;
export const lawRuleCodeSchema = z.enum(lawRuleCodes);
export type LawRuleCode = (typeof lawRuleCodes)[number];

/** Who may be sent a request for consent, from the widest to the narrowest. */
export const askScopes = ["registered", "relations", "clients", "nobody"] as const;
/** What opens the way to a commercial call without consent, from the widest to the narrowest. */
export const unconsentedCalls = ["with-reason", "businesses", "nobody"] as const;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
/** Days are 1 (Monday) to 7 (Sunday); times are the wall clock of the place that is called or written to. */
export const hoursSchema = z.object({
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  spans: z
    .array(z.object({ from: clock, to: clock }).refine((span) => span.from < span.to, { message: "span-ends-first" }))
    .min(1)
    .max(4),
  onHolidays: z.boolean(),
});
export type Hours = z.infer<typeof hoursSchema>;

/** Null: no limit. A number is of days, or of attempts in 30 days. */
export const lawValueSchema = z.union([
  z.enum(askScopes),
  z.enum(unconsentedCalls),
  z.number().int().min(1).max(36_500),
  hoursSchema,
  z.null(),
]);
export type LawValue = z.infer<typeof lawValueSchema>;

/** `text`: read in the law itself. `reported`: known from those who write about it. */
export const lawCertainties = ["text", "reported"] as const;

export const lawSourceSchema = z.object({
  title: z.string(),
  url: z.string(),
  /** Day from which the rule holds. */
  since: z.string(),
  certainty: z.enum(lawCertainties),
});
export type LawSource = z.infer<typeof lawSourceSchema>;

export const lawRuleSchema = z.object({
  code: lawRuleCodeSchema,
  legal: lawValueSchema,
  /** The rule protects consumers; contacts with a company name are not bound by it. */
  consumersOnly: z.boolean(),
  source: lawSourceSchema.nullable(),
  own: lawValueSchema,
  effective: lawValueSchema,
});
export type LawRule = z.infer<typeof lawRuleSchema>;

/** `*` stands for every country that has no row of its own. */
export const lawCountrySchema = z.union([z.literal("*"), z.string().regex(/^[A-Z]{2}$/)]);
export const countryLawSchema = z.object({
  country: lawCountrySchema,
  /** As the country calls it: RGPD, LOPDGDD, GDPR. */
  lawName: z.string(),
  rules: z.array(lawRuleSchema),
  register: z.object({ name: z.string(), url: z.string(), checkedOn: z.string().nullable() }).nullable(),
});
export type CountryLawRow = z.infer<typeof countryLawSchema>;

export const consentLawSchema = z.object({
  /** Of the data that comes with the program. */
  version: z.string(),
  /** The organisation's own country, shown first. */
  homeCountry: z.string(),
  items: z.array(countryLawSchema),
});
export type ConsentLaw = z.infer<typeof consentLawSchema>;

export const changeLawRuleBody = z.object({ value: lawValueSchema });
export const recordRegisterCheckBody = z.object({ checkedOn: z.iso.date() });

/** Why the law says no or not now. Each is a phrase `consent:law.causes.<cause>`. */
export const lawCauses = ["needs-consent", "hours", "register", "attempts", "may-not-be-asked"] as const;
export const lawCauseSchema = z.enum(lawCauses);
export type LawCause = (typeof lawCauses)[number];

export const lawNoteSchema = z.object({
  country: lawCountrySchema,
  lawName: z.string(),
  cause: lawCauseSchema,
  /** When it opens again, where that is known. */
  from: timestamp.nullable(),
  source: lawSourceSchema.nullable(),
});
export type LawNote = z.infer<typeof lawNoteSchema>;
