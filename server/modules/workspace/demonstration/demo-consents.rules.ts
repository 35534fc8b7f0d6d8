import type { RecordGrantInput, SuppressionKind } from "../../../../contracts/consent.ts";
import type { CreateContactInput } from "../../../../contracts/contacts.ts";
import type { SeededRandom } from "./seeded-random.rules.ts";

export const demoTypes = ["newsletter", "offers", "maintenance", "calls"] as const;
export type DemoType = (typeof demoTypes)[number];
type Source = RecordGrantInput["source"];

/** One thing that happened to an address, so many days before the demonstration was made; in the order in which it happened. */
export type DemoConsent =
  | { happened: "granted"; type: DemoType; daysAgo: number; source: Source; evidence: string }
  | { happened: "refused" | "withdrawn"; type: DemoType; daysAgo: number; by: "own-page" | "one-click" }
  | { happened: "requested"; type: DemoType }
  | { happened: "suppressed"; kind: SuppressionKind };

/** Days of validity of the demonstration's types; null: for ever. */
export const demoValidity: Record<DemoType, number | null> = {
  newsletter: 1095,
  offers: 730,
  maintenance: null,
  calls: null,
};

export function makeConsents(random: SeededRandom, addresses: CreateContactInput["addresses"]): DemoConsent[][] {
  return addresses.map((address) => (address.kind === "email" ? consentsOfEmail(random) : consentsOfPhone(random)));
}

function consentsOfEmail(random: SeededRandom): DemoConsent[] {
  const newsletter = consentsOfType(random, "newsletter", {
    accepted: 45,
    "not-asked": 24,
    pending: 8,
    refused: 7,
    withdrawn: 7,
    expired: 7,
    suppressed: 2,
  });
  const knowsUs = newsletter.some((one) => one.happened === "granted");
  const offers = random.chance(knowsUs ? 0.45 : 0.1)
    ? consentsOfType(random, "offers", { accepted: 60, withdrawn: 15, refused: 15, expired: 10 })
    : [];
  const maintenance = random.chance(knowsUs ? 0.4 : 0.15)
    ? consentsOfType(random, "maintenance", { accepted: 90, withdrawn: 10 })
    : [];
  // What silences an address comes last: nobody records a consent for a dead mailbox.
  const isSilenced = (one: DemoConsent) => one.happened === "suppressed";
  const all = [...newsletter, ...offers, ...maintenance];
  return [...all.filter((one) => !isSilenced(one)), ...all.filter(isSilenced)];
}

function consentsOfPhone(random: SeededRandom): DemoConsent[] {
  return random.chance(0.25) ? consentsOfType(random, "calls", { accepted: 70, refused: 20, withdrawn: 10 }) : [];
}

type Situation = "accepted" | "not-asked" | "pending" | "refused" | "withdrawn" | "expired" | "suppressed";

function consentsOfType(
  random: SeededRandom,
  type: DemoType,
  weights: Partial<Record<Situation, number>>,
): DemoConsent[] {
  const situation = random.weighted(weights as Record<Situation, number>);
  switch (situation) {
    case "not-asked":
      return [];
    case "pending":
      return [{ happened: "requested", type }];
    case "accepted":
      return [grant(random, type, random.between(5, 600))];
    case "expired":
      return [grant(random, type, (demoValidity[type] ?? 0) + random.between(20, 300))];
    case "refused":
      return [{ happened: "refused", type, daysAgo: random.between(3, 500), by: "own-page" }];
    case "withdrawn":
      return withdrawal(random, type);
    case "suppressed":
      return [
        grant(random, type, random.between(100, 600)),
        { happened: "suppressed", kind: random.pick(["hard-bounce", "hard-bounce", "complaint", "manual"] as const) },
      ];
    default:
      return situation satisfies never;
  }
}

function withdrawal(random: SeededRandom, type: DemoType): DemoConsent[] {
  const granted = random.between(120, 600);
  const by = random.chance(0.6) ? "one-click" : "own-page";
  return [grant(random, type, granted), { happened: "withdrawn", type, daysAgo: random.between(2, granted - 60), by }];
}

function grant(random: SeededRandom, type: DemoType, daysAgo: number): DemoConsent {
  const source = random.pick(["form", "paper", "in-person", "contract", "website", "phone"] as const);
  return { happened: "granted", type, daysAgo, source, evidence: evidenceOf(random, source) };
}

function evidenceOf(random: SeededRandom, source: Source): string {
  const number = random.between(100, 999);
  const year = random.between(2022, 2026);
  const words: Record<Source, string> = {
    form: `Formulaire de contact du site, demande n° ${year}-${number}`,
    paper: `Bon de commande signé n° ${year}-${number}, case cochée`,
    "in-person": `Accord donné au magasin, fiche client n° ${number}`,
    contract: `Contrat d’entretien n° ${year}-${number}, article 9`,
    website: `Inscription sur le site, page Actualités, n° ${number}`,
    phone: `Accord donné au téléphone, appel noté sous le n° ${number}`,
    "e-mail": `Réponse par e-mail, dossier n° ${number}`,
  };
  return words[source];
}
