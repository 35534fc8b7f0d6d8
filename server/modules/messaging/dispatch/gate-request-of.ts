import type { GateRequest } from "../../../../contracts/send-permit.ts";
import type { ClaimedMessage } from "./claim.queries.ts";

/** What the gate is asked about a message that this worker holds. */
export function gateRequestOf(message: ClaimedMessage): GateRequest {
  const { messageId, addressId, contactId, messageClass, typeId, basis, senderId } = message;
  // A declaration is for one sender: a message that was moved to another one stands on consent again (X1).
  const holds = basis !== null && (basis.kind !== "own-sender-declaration" || basis.senderId === senderId);
  return { messageId, addressId, contactId, messageClass, typeId, ...(holds ? { basis } : {}) };
}
