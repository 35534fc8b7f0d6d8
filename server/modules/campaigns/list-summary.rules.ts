import type { ListReason, ListSummary, SummaryGroup } from "../../../contracts/campaigns.ts";

const groupsOfReasons: Record<ListReason, SummaryGroup> = {
  "list.no-address": "invalid",
  "list.invalid": "invalid",
  "list.duplicate": "duplicate",
  "consent.contact-gone": "invalid",
  "consent.external": "external",
  "consent.suppressed": "suppressed",
  "consent.withdrawn": "refused",
  "consent.refused": "refused",
  "consent.type-does-not-allow": "not-allowed",
  "consent.already-accepted": "accepted",
  "consent.asked-too-often": "pending",
  "consent.law-forbids": "not-allowed",
  // A list is not counted by the clock.
  "consent.not-now": "pending",
  "consent.expired": "expired",
  "consent.pending": "pending",
  "consent.not-asked": "not-asked",
};

/** A mailing goes to the accepted, a consent campaign to the askable; its accepted said yes already. */
export function groupOf(reason: ListReason | null, isConsentRequest: boolean): SummaryGroup {
  if (reason !== null) return groupsOfReasons[reason];
  return isConsentRequest ? "askable" : "accepted";
}

export function reasonsOf(
  group: SummaryGroup,
  isConsentRequest: boolean,
): { reasons: ListReason[]; includesAllowed: boolean } {
  const reasons = (Object.keys(groupsOfReasons) as ListReason[]).filter((reason) => groupsOfReasons[reason] === group);
  return { reasons, includesAllowed: group === groupOf(null, isConsentRequest) };
}

export interface ReasonCount {
  reason: ListReason | null;
  count: number;
}

export function summarise(counts: ReasonCount[], isConsentRequest: boolean): ListSummary {
  const byGroup = new Map<SummaryGroup, number>();
  for (const { reason, count } of counts) {
    const group = groupOf(reason, isConsentRequest);
    byGroup.set(group, (byGroup.get(group) ?? 0) + count);
  }
  return {
    total: counts.reduce((sum, { count }) => sum + count, 0),
    available: counts.filter(({ reason }) => reason === null).reduce((sum, { count }) => sum + count, 0),
    groups: inOrder(byGroup, groupOf(null, isConsentRequest)),
  };
}

/** Who gets it first, then the others, the most first. */
function inOrder(byGroup: Map<SummaryGroup, number>, first: SummaryGroup): ListSummary["groups"] {
  const groups = [...byGroup].map(([group, count]) => ({ group, count }));
  const rank = ({ group, count }: (typeof groups)[number]) => (group === first ? Number.POSITIVE_INFINITY : count);
  return groups.sort((one, other) => rank(other) - rank(one));
}
