import type { ConsentState, PermissionClass, PermitGround, RefusalReason } from "../../../contracts/consent.ts";

/** Everything that a permission depends on. `Infinity` days mean "no end" and "never asked". */
export interface PermissionFacts {
  messageClass: PermissionClass;
  /** Whether a registered contact of the organisation has this address now. `gone`: the named contact has it no more. */
  holder: "registered" | "external" | "gone";
  /** `dead` is a mailbox or number that does not exist; `blocked` is every other suppression. */
  suppression: "none" | "blocked" | "dead";
  state: ConsentState;
  /** Days until the validity ends; at 0 it is over. */
  daysLeft: number;
  allowsMass: boolean;
  allowsSingle: boolean;
  allowsContact: boolean;
  daysSinceRequest: number;
  requestsUnanswered: number;
  /** D6, as the organisation tightened it. */
  requestPauseDays: number;
  requestLimit: number;
  basis: "none" | "stated-reason" | "declaration";
  /** What the law of the place leaves, as `law/law-verdict.rules.ts` judges it. No reason opens what it closes. */
  lawLimit: "open" | "not-now" | "closed";
}

export type FactName = keyof PermissionFacts;
type NumberFact = { [Name in FactName]: PermissionFacts[Name] extends number ? Name : never }[FactName];

export type Condition =
  | { fact: Exclude<FactName, NumberFact>; in: readonly (string | boolean)[] }
  | { fact: NumberFact; is: "below" | "at-least" | "at-most" | "above"; limit: number | NumberFact };

export interface PermissionRule {
  reason: RefusalReason;
  when: readonly Condition[];
}

/** An accepted consent may be renewed when it ends within so many days (D1). */
export const renewalWindowDays = 30;

const is = (fact: Exclude<FactName, NumberFact>, ...values: (string | boolean)[]): Condition => ({ fact, in: values });
const ofClass = (...classes: PermissionClass[]): Condition => is("messageClass", ...classes);
const toContacts = ofClass("marketing", "personal", "call", "service", "consent-request");
const askingConsent = ofClass("marketing", "personal", "call");
const byMailing = [ofClass("marketing"), is("basis", "none", "stated-reason")] as const;
const byHand = [ofClass("personal", "call"), is("basis", "none", "declaration")] as const;
const request = ofClass("consent-request");
const boundByLaw = ofClass("marketing", "call", "consent-request");

/**
 * THE rules, first match wins, in the order in which a reason outweighs the next. The pure function, the SQL expression,
 * the actions of the panel and the check before a call all come from here.
 */
export const permissionRules: readonly PermissionRule[] = [
  { reason: "consent.contact-gone", when: [toContacts, is("holder", "gone")] },
  { reason: "consent.external", when: [toContacts, is("holder", "external")] },
  { reason: "consent.suppressed", when: [is("suppression", "dead")] },
  { reason: "consent.suppressed", when: [toContacts, is("suppression", "blocked")] },
  { reason: "consent.withdrawn", when: [askingConsent, is("state", "withdrawn")] },
  { reason: "consent.withdrawn", when: [request, is("state", "withdrawn")] },
  { reason: "consent.refused", when: [askingConsent, is("state", "refused")] },
  { reason: "consent.refused", when: [request, is("state", "refused")] },
  { reason: "consent.type-does-not-allow", when: [ofClass("marketing"), is("allowsMass", false)] },
  { reason: "consent.type-does-not-allow", when: [ofClass("personal"), is("allowsSingle", false)] },
  { reason: "consent.type-does-not-allow", when: [ofClass("call"), is("allowsContact", false)] },
  {
    reason: "consent.type-does-not-allow",
    when: [request, is("allowsMass", false), is("allowsSingle", false), is("allowsContact", false)],
  },
  {
    reason: "consent.already-accepted",
    when: [request, is("state", "accepted"), { fact: "daysLeft", is: "above", limit: renewalWindowDays }],
  },
  {
    reason: "consent.asked-too-often",
    when: [request, { fact: "daysSinceRequest", is: "below", limit: "requestPauseDays" }],
  },
  {
    reason: "consent.asked-too-often",
    when: [request, { fact: "requestsUnanswered", is: "at-least", limit: "requestLimit" }],
  },
  { reason: "consent.law-forbids", when: [boundByLaw, is("lawLimit", "closed")] },
  ...[byMailing, byHand].flatMap((way): PermissionRule[] => [
    {
      reason: "consent.expired",
      when: [...way, is("state", "accepted"), { fact: "daysLeft", is: "at-most", limit: 0 }],
    },
    { reason: "consent.pending", when: [...way, is("state", "pending")] },
    { reason: "consent.not-asked", when: [...way, is("state", "not-asked")] },
  ]),
  // Last: it only waits, while all others end.
  { reason: "consent.not-now", when: [boundByLaw, is("lawLimit", "not-now")] },
];

export type Permission = { refusal: RefusalReason; ground?: never } | { ground: PermitGround; refusal?: never };

export function decidePermission(facts: PermissionFacts): Permission {
  for (const { reason, when } of rulesOf(facts.messageClass)) if (allHold(when, facts)) return { refusal: reason };
  return { ground: groundOf(facts) };
}

const rulesByClass = new Map<PermissionClass, readonly PermissionRule[]>();

/** What is left of the rules for messages of one class: the gate asks them about a thousand messages a second. */
function rulesOf(messageClass: PermissionClass): readonly PermissionRule[] {
  const known = rulesByClass.get(messageClass);
  if (known) return known;
  const rules = permissionRules.flatMap(({ reason, when }) => {
    const [ofClasses, others] = [when.filter(isAboutClass), when.filter((condition) => !isAboutClass(condition))];
    return ofClasses.every((condition) => condition.in.includes(messageClass)) ? { reason, when: others } : [];
  });
  rulesByClass.set(messageClass, rules);
  return rules;
}

function isAboutClass(condition: Condition): condition is Extract<Condition, { in: readonly unknown[] }> {
  return condition.fact === "messageClass";
}

function allHold(conditions: readonly Condition[], facts: PermissionFacts): boolean {
  for (const condition of conditions) if (!holds(condition, facts)) return false;
  return true;
}

function holds(condition: Condition, facts: PermissionFacts): boolean {
  if ("in" in condition) return condition.in.includes(facts[condition.fact]);
  const value = facts[condition.fact];
  const limit = typeof condition.limit === "number" ? condition.limit : facts[condition.limit];
  switch (condition.is) {
    case "below":
      return value < limit;
    case "at-least":
      return value >= limit;
    case "at-most":
      return value <= limit;
    case "above":
      return value > limit;
  }
  condition.is satisfies never;
}

function groundOf(facts: PermissionFacts): PermitGround {
  switch (facts.messageClass) {
    case "service":
    case "security":
    case "reply":
    case "consent-request":
      return facts.messageClass;
    case "marketing":
      return isConsented(facts) ? "consent" : "declaration";
    case "personal":
    case "call":
      return isConsented(facts) ? "consent" : "stated-reason";
  }
  facts.messageClass satisfies never;
}

export function isConsented(facts: Pick<PermissionFacts, "state" | "daysLeft">): boolean {
  return facts.state === "accepted" && facts.daysLeft > 0;
}
