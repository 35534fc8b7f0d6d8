import { z } from "zod";
import { timestamp } from "./common.ts";

/** What a returned message says about: the mailbox, the moment, the sender, or nobody can tell. */
export const bounceClasses = ["hard", "soft", "blocked", "unknown"] as const;
export const bounceClassSchema = z.enum(bounceClasses);
export type BounceClass = (typeof bounceClasses)[number];

/** What others tell about a message after it left. Never a change of its state. */
export const deliveryEventKinds = [
  "delivered",
  "delayed",
  "bounced",
  "complained",
  "opened",
  "clicked",
  "replied",
  "auto-replied",
] as const;
export type DeliveryEventKind = (typeof deliveryEventKinds)[number];

/** How it was told: at the hand-over, by a mail to the return address, or by one found in the sender's mailbox. */
export const reportWays = ["smtp", "return-address", "mailbox"] as const;
export type ReportWay = (typeof reportWays)[number];

/** What people filter by beside the outcome: accepted by the server, and yet it came back or was called unwanted. */
export const messageReturns = ["returned", "complained"] as const;
export const messageReturnSchema = z.enum(messageReturns);
export type MessageReturn = (typeof messageReturns)[number];

/** What others told about a message, in its timeline. */
export const deliveryEventSchema = z.object({
  deliveryEventId: z.uuid(),
  kind: z.enum(deliveryEventKinds),
  bounceClass: bounceClassSchema.nullable(),
  /** RFC 3463, e.g. 5.1.1. */
  statusCode: z.string().nullable(),
  /** The other side's words, cleaned and cut. */
  detail: z.string().nullable(),
  reportedVia: z.enum(reportWays),
  happenedAt: timestamp,
});
export type DeliveryEvent = z.infer<typeof deliveryEventSchema>;
