import type { CallCheck, CallCheckInput } from "../../../../contracts/consent-calls.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { parsePhone, renderForReading } from "../../contacts/index.ts";
import { getSettings } from "../get-settings.ts";
import { getStandingReason } from "../get-standing-reason.ts";
import { findHome, type HomeRow } from "../law/law.queries.ts";
import { answerColumns, knownPlace } from "./call-answer.rules.ts";
import { type Callee, findCallee, insertCallCheck, type NewCallCheck } from "./calls.queries.ts";
import { type CallDecision, decideCall } from "./decide-call.ts";
import { type Asker, findSameCheck, type RepeatedQuestion } from "./find-same-check.ts";
import { presentCallCheck } from "./present-call-check.ts";

/** May I call this number (V6, V19)? Every answer is kept; asking again within minutes is the same check while it holds. */
export async function checkCall(ctx: Context, input: CallCheckInput): Promise<CallCheck> {
  const home = await findHome(ctx);
  const number = input.number === undefined ? null : readNumber(input.number, home);
  const callee = await findCallee(ctx, { number, addressId: input.addressId ?? null, contactId: input.contactId });
  if (!callee && number === null) throw refuse("consent.address-not-found", { field: "addressId" });
  const asker = askerOf(ctx, input);
  const maskedNumber = callee ? "" : mask(number ?? "");
  const same = await findSameCheck(ctx, { callee, home, input, asker, maskedNumber });
  return same ?? recordCheck(ctx, input, { callee, home, asker, maskedNumber });
}

async function recordCheck(
  ctx: Context,
  input: CallCheckInput,
  { callee, home, asker, maskedNumber }: Omit<RepeatedQuestion, "input">,
): Promise<CallCheck> {
  const callCheckId = newId();
  const { law, ...kept } = callee
    ? await checkCallee(ctx, input, { callCheckId, callee, home })
    : strangerOf(callCheckId, maskedNumber);
  const asked = { ...kept, ...asker };
  const times = await insertCallCheck(ctx, asked);
  const person = { number: callee?.number ?? null, displayName: callee?.displayName ?? null };
  return presentCallCheck(ctx, { ...asked, ...person, ...times, outcome: null, outcomeNote: null }, law);
}

function readNumber(typed: string, { country }: HomeRow): string {
  const parsed = parsePhone(typed, { country });
  if (!parsed.ok) throw refuse("consent.number-invalid", { field: "number" });
  return parsed.value;
}

type Checked = Omit<NewCallCheck, "askedByKind" | "askedById" | "askedByName" | "operatorName" | "purpose"> &
  Pick<CallDecision, "law">;

async function checkCallee(
  ctx: Context,
  input: CallCheckInput,
  { callCheckId, callee, home }: { callCheckId: string; callee: Callee; home: HomeRow },
): Promise<Checked> {
  const settings = await getSettings(ctx);
  // With the prompt off nobody is asked, and the organisation's standing reason is recorded (D17).
  const standing = settings.callPrompt === "off" ? await getStandingReason(ctx) : undefined;
  const { addressId, contactId } = callee;
  const question = { callCheckId, addressId, contactId, settings, known: knownPlace(callee, home) };
  const decision = await decideCall(ctx, {
    ...question,
    purpose: input.purpose,
    typeId: input.typeId,
    reason: standing && { reasonId: standing.reasonId, text: standing.text },
  });
  const usesReason = standing !== undefined && decision.answer === "allowed" && decision.ground !== "consent";
  return {
    callCheckId,
    addressId,
    contactId,
    maskedNumber: "",
    ...answerColumns(decision),
    law: decision.law,
    reasonId: usesReason ? standing.reasonId : null,
    reasonText: usesReason ? standing.text : null,
  };
}

/** X25: nobody calls strangers. The number is not kept whole: it is nobody's who said that it may be. */
function strangerOf(callCheckId: string, maskedNumber: string): Checked {
  return {
    callCheckId,
    addressId: null,
    contactId: null,
    maskedNumber,
    typeId: null,
    answer: "refused",
    refusal: "consent.external",
    ground: null,
    lawCause: null,
    holdsUntil: null,
    reasonId: null,
    reasonText: null,
    ledgerEventId: null,
    law: null,
  };
}

function mask(number: string): string {
  const shown = renderForReading(number);
  return `${shown.split(" ")[0] ?? ""} … ${number.slice(-2)}`;
}

function askerOf({ actor }: Context, { purpose, operator }: CallCheckInput): Asker {
  const asked = { purpose, operatorName: operator ?? null };
  if (actor.kind === "user") return { ...asked, askedByKind: "user", askedById: actor.userId, askedByName: actor.name };
  if (actor.kind === "api-key")
    return { ...asked, askedByKind: "api-key", askedById: actor.apiKeyId, askedByName: actor.name };
  throw new Error(`${actor.kind} calls nobody`);
}
