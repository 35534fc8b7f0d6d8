import type { CallCheck, CallCheckInput } from "../../../../contracts/consent-calls.ts";
import type { Context } from "../../../platform/context.ts";
import { getSettings } from "../get-settings.ts";
import type { HomeRow } from "../law/law.queries.ts";
import { isStillTrue, knownPlace } from "./call-answer.rules.ts";
import { type Callee, findOpenCheck, type NewCallCheck } from "./calls.queries.ts";
import { decideCall } from "./decide-call.ts";
import { presentCallCheck } from "./present-call-check.ts";

export type Asker = Pick<NewCallCheck, "askedByKind" | "askedById" | "askedByName" | "operatorName" | "purpose">;

export interface RepeatedQuestion {
  callee: Callee | undefined;
  home: HomeRow;
  input: CallCheckInput;
  asker: Asker;
  maskedNumber: string;
}

/** The check that this person has just made of this number, if the rules, asked anew, still say the same. */
export async function findSameCheck(ctx: Context, question: RepeatedQuestion): Promise<CallCheck | undefined> {
  const { callee, home, input, asker, maskedNumber } = question;
  const { addressId = null, contactId = null } = callee ?? {};
  const open = await findOpenCheck(ctx, { ...asker, addressId, contactId, maskedNumber, typeId: input.typeId });
  if (!open || (open.reasonText !== null && !isOnePerson(asker))) return undefined;
  if (!callee) return presentCallCheck(ctx, open, null);
  const now = await decideCall(ctx, {
    callCheckId: open.callCheckId,
    addressId: callee.addressId,
    contactId,
    purpose: input.purpose,
    typeId: input.typeId,
    known: knownPlace(callee, home),
    settings: await getSettings(ctx),
    reason: undefined,
  });
  return isStillTrue(open, now) ? presentCallCheck(ctx, open, now.law) : undefined;
}

/** Behind the key of a telephone system may be a room of people: the reason of one is not that of the next. */
function isOnePerson({ askedByKind, operatorName }: Asker): boolean {
  return askedByKind === "user" || operatorName !== null;
}
