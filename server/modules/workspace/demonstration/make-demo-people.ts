import type { Context } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import {
  listTypes,
  markRequested,
  recordGrant,
  recordPastGrant,
  refuseConsent,
  suppressAddress,
  withdrawConsent,
} from "../../consent/index.ts";
import { createContact } from "../../contacts/index.ts";
import { type DemoConsent, demoValidity } from "./demo-consents.rules.ts";
import type { DemoPerson } from "./demo-people.rules.ts";

/** By the front doors that staff and people use, so that a demonstration holds nothing that real work could not make. */
export async function makeDemoPeople(ctx: Context, people: DemoPerson[]): Promise<void> {
  const typeIds = new Map((await listTypes(ctx)).map((type) => [type.code, type.typeId]));
  for (const person of people) {
    const { contactId, addresses } = await createContact(ctx, person.contact);
    for (const [index, { addressId }] of addresses.entries()) {
      for (const consent of person.consents[index] ?? []) {
        await applyConsent(ctx, consent, { addressId, contactId, typeIds });
      }
    }
  }
}

interface Subject {
  addressId: string;
  contactId: string;
  typeIds: ReadonlyMap<string, string>;
}

async function applyConsent(ctx: Context, consent: DemoConsent, subject: Subject): Promise<void> {
  const { addressId, contactId } = subject;
  switch (consent.happened) {
    case "granted":
      return applyGrant(ctx, consent, subject);
    case "requested":
      await markRequested(ctx, { addressId, contactId, typeId: typeIdOf(consent.type, subject), messageId: newId() });
      return;
    case "refused":
    case "withdrawn": {
      const act = consent.happened === "refused" ? refuseConsent : withdrawConsent;
      const typeId = typeIdOf(consent.type, subject);
      const byPerson: Context = { ...ctx, actor: { kind: "person", addressId } };
      await act(byPerson, { addressId, typeId, source: consent.by, occurredAt: momentAgo(ctx, consent.daysAgo) });
      return;
    }
    case "suppressed":
      await suppressAddress(ctx, { addressId, kind: consent.kind });
      return;
    default:
      return consent satisfies never;
  }
}

type Granted = Extract<DemoConsent, { happened: "granted" }>;

async function applyGrant(ctx: Context, consent: Granted, subject: Subject): Promise<void> {
  const { type, daysAgo, source, evidence } = consent;
  const validity = demoValidity[type];
  const givenOn = momentAgo(ctx, daysAgo).toISOString().slice(0, 10);
  const grant = { addressId: subject.addressId, typeId: typeIdOf(type, subject), givenOn, source, evidence };
  if (validity !== null && daysAgo > validity) await recordPastGrant(ctx, grant);
  else await recordGrant(ctx, grant);
}

function typeIdOf(code: string, { typeIds }: Subject): string {
  const typeId = typeIds.get(code);
  if (typeId === undefined) throw new Error(`the demonstration has no consent type ${code}`);
  return typeId;
}

function momentAgo(ctx: Context, days: number): Date {
  return new Date(ctx.platform.clock.now().getTime() - days * 86_400_000);
}
