import { createHash } from "node:crypto";
import { answeredFromPage, type LedgerEvent } from "../../../../contracts/consent.ts";
import type { Context } from "../../../platform/context.ts";
import { publish } from "../../../platform/events.ts";
import type { LinkSubject } from "../../../platform/keys/keys.ts";
import type { Evidence } from "../ledger-rows.rules.ts";
import { sayNo } from "../say-no.ts";
import { sayYes } from "../say-yes.ts";
import { useNonce } from "./pages.queries.ts";
import type { PersonPage, PersonType } from "./read-person-page.ts";

export const decisions = ["accept", "refuse", "withdraw", "undo", "refuse-all"] as const;
export type PageDecision = (typeof decisions)[number];

export interface PageAnswer {
  link: LinkSubject;
  decision: PageDecision;
  /** Null only for `refuse-all`. */
  typeId: string | null;
  nonce: string;
  evidence: Evidence;
}

export interface PageOutcome {
  kind: "granted" | "extended" | "refused" | "withdrawn" | "unchanged" | "not-allowed";
  type: PersonType | undefined;
}

/** What the person decided on a page of their own: the only place from which a no can become a yes again. */
export async function answerFromPage(ctx: Context, page: PersonPage, answer: PageAnswer): Promise<PageOutcome> {
  const type = page.types.find((one) => one.typeId === answer.typeId);
  if (answer.decision !== "refuse-all" && !type) return { kind: "not-allowed", type: undefined };
  if (answer.decision === "accept" && !page.mayGive) return { kind: "not-allowed", type };
  const nonceHash = createHash("sha256").update(answer.nonce).digest("hex");
  if (!(await useNonce(ctx, nonceHash))) return { kind: "unchanged", type };
  if (answer.decision === "accept" && type) return give(ctx, page, { answer, type });
  return refuse(ctx, page, { answer, type });
}

interface Chosen {
  answer: PageAnswer;
  type: PersonType;
}

async function give(ctx: Context, page: PersonPage, { answer, type }: Chosen): Promise<PageOutcome> {
  // Pressed again in another window: a consent that is not near its end needs no second one.
  if (type.status === "accepted" && !type.isRenewable) return { kind: "unchanged", type };
  const { addressId, messageId } = answer.link;
  const { eventId, kind } = await sayYes(ctx, {
    addressId,
    typeId: type.typeId,
    source: "own-page",
    language: page.language,
    wording: type.wording,
    evidence: answer.evidence,
    messageId,
  });
  await tell(ctx, page, { addressId, typeId: type.typeId, decision: kind, eventId });
  return { kind, type };
}

async function refuse(
  ctx: Context,
  page: PersonPage,
  { answer, type }: { answer: PageAnswer; type: PersonType | undefined },
): Promise<PageOutcome> {
  const { addressId, messageId } = answer.link;
  const chosen = type ? [type] : page.types;
  const { events } = await sayNo(
    ctx,
    chosen.map((one) => ({
      addressId,
      messageId,
      typeId: one.typeId,
      source: answer.decision === "undo" ? "undo" : "own-page",
      wants: answer.decision === "refuse" ? "refuse" : "withdraw",
      language: page.language,
      wording: one.wording,
      evidence: answer.evidence,
    })),
  );
  for (const { typeId, eventId, kind } of events) {
    const decision = kind === "withdrawn" ? kind : "refused";
    if (typeId !== null) await tell(ctx, page, { addressId, typeId, decision, eventId });
  }
  const kind = events.some((event) => event.kind === "withdrawn") ? "withdrawn" : "refused";
  return { kind: events.length === 0 ? "unchanged" : kind, type };
}

interface Told {
  addressId: string;
  typeId: string;
  decision: Extract<LedgerEvent, "granted" | "extended" | "refused" | "withdrawn">;
  eventId: string;
}

async function tell(ctx: Context, page: PersonPage, told: Told): Promise<void> {
  await publish(ctx, answeredFromPage, { orgId: ctx.orgId, language: page.language, ...told });
}
