import type { SenderArea, SendingMode } from "../../../contracts/senders.ts";

/** Which messages ask: a mailing, one message written by a user, one caused by an event, one about security. */
export type SenderPurpose = "campaign" | "single" | "automatic" | "security";

export interface SenderRequest {
  purpose: SenderPurpose;
  /** The user who writes. */
  userId?: string;
  /** The shop of that user, or of the event. */
  shopId?: string;
  /** What an automatic message is about. */
  area?: SenderArea;
  /** A campaign's own choice. */
  senderId?: string;
}

export interface SenderCandidate {
  senderId: string;
  kind: "platform" | "smtp";
  ownerUserId: string | null;
  ownerShopId: string | null;
  isDefaultShop: boolean;
  area: SenderArea;
  isUsable: boolean;
}

/**
 * D20, as an ordered list of preferences over usable mailboxes; the platform's sender closes it, and comes first where
 * the organisation chose it and the installation has one. Security mail always leaves by
 * the platform: a mailbox that somebody took over must not be the one that tells about it.
 */
export function chooseAmong(
  candidates: SenderCandidate[],
  request: SenderRequest,
  mode: SendingMode,
): SenderCandidate | undefined {
  const platform = candidates.find((candidate) => candidate.kind === "platform");
  if (request.purpose === "security") return platform;
  const named = candidates.find((candidate) => candidate.senderId === request.senderId);
  if (named) return named;
  if (mode === "platform" && platform?.isUsable) return platform;
  const own = candidates.filter((candidate) => candidate.kind === "smtp" && candidate.isUsable);
  for (const fits of preferences(request)) {
    const found = own.find(fits);
    if (found) return found;
  }
  return platform;
}

type Preference = (candidate: SenderCandidate) => boolean;

function preferences(request: SenderRequest): Preference[] {
  const { userId, shopId, area } = request;
  const areas = areasFor(request.purpose, area);
  const inOrderOfArea = (owns: Preference): Preference[] =>
    areas.map((wanted) => (candidate) => candidate.area === wanted && owns(candidate));
  return [
    ...inOrderOfArea((one) => request.purpose === "single" && userId !== undefined && one.ownerUserId === userId),
    ...inOrderOfArea((one) => shopId !== undefined && one.ownerShopId === shopId),
    ...inOrderOfArea((one) => one.isDefaultShop),
    ...inOrderOfArea((one) => one.ownerShopId !== null),
  ];
}

function areasFor(purpose: SenderPurpose, area: SenderArea | undefined): SenderArea[] {
  if (purpose === "campaign") return ["campaigns", "clients", "all"];
  return area === undefined || area === "all" ? ["clients", "all"] : [area, "all"];
}
