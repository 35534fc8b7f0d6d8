import type { Basis, MessageClass, PermitGround, RefusalReason } from "./consent.ts";

declare const permitBrand: unique symbol;

/** The gate's yes to one message for one address. Only the module `consent` makes one; channels end no message without. */
export interface SendPermit {
  readonly [permitBrand]: true;
  readonly orgId: string;
  readonly messageId: string;
  readonly addressId: string;
  readonly ground: PermitGround;
  /** The ledger event that it rests on; null where the ground needs none. */
  readonly eventId: string | null;
  /** When that event's consent runs out; null: it does not. A hand-over from then on needs another answer. */
  readonly validUntil: Date | null;
}

export interface GateRequest {
  messageId: string;
  addressId: string;
  contactId: string | null;
  messageClass: MessageClass;
  typeId: string | null;
  basis?: Basis | undefined;
}

/** `notBefore` comes with "consent.not-now" alone: the message waits until then instead of ending. */
export type GateAnswer =
  | { messageId: string; permit: SendPermit }
  | { messageId: string; refusal: RefusalReason; notBefore?: Date };
