import type { CreateContactInput } from "../../../../contracts/contacts.ts";
import { type DemoConsent, makeConsents } from "./demo-consents.rules.ts";
import { lastNames, mailDomains, men, streets, towns, trades, women } from "./french-words.rules.ts";
import { type SeededRandom, seededRandom } from "./seeded-random.rules.ts";

/** One contact to be made, with what is to be known about each of its addresses, in their order. */
export interface DemoPerson {
  contact: CreateContactInput;
  consents: DemoConsent[][];
}

export const demoPeopleCount = 500;
const seed = 20_261_121;

/** Clients, suppliers and directory entries of a heating firm near Lyon, in every consent situation. */
export function makeDemoPeople(): DemoPerson[] {
  const random = seededRandom(seed);
  const people: DemoPerson[] = [];
  for (let index = 0; index < demoPeopleCount; index++) people.push(makePerson(random, index, people));
  return people;
}

function makePerson(random: SeededRandom, index: number, before: DemoPerson[]): DemoPerson {
  const kind = random.weighted({ client: 76, supplier: 12, directory: 12 });
  // Couples and firms with one mailbox: the same address on two contacts (D19).
  const partner = kind === "client" && index % 41 === 40 ? before[index - 7] : undefined;
  if (partner) return makePartner(random, partner);
  const identity = kind === "supplier" || random.chance(0.12) ? makeFirm(random) : makeHuman(random);
  const emails = makeEmails(random, identity, index);
  const phones = makePhones(random, identity.zone, index);
  const { zone: _zone, mailName: _mailName, domain: _domain, ...fields } = identity;
  const status = kind === "client" ? random.weighted({ client: 70, prospect: 22, nc: 8 }) : "nc";
  const contact: CreateContactInput = {
    ...emptyContact,
    ...fields,
    kind,
    status,
    tags: makeTags(random, kind, status),
    notes: random.chance(0.12) ? random.pick(notes) : "",
    addresses: [...emails, ...phones],
  };
  return { contact, consents: makeConsents(random, contact.addresses) };
}

const emptyContact = {
  civility: "",
  lastName: "",
  firstName: "",
  company: "",
  addressLine1: "",
  addressLine2: "",
  postcode: "",
  city: "",
  country: "France",
  language: "fr",
  notes: "",
} as const;

interface Identity {
  civility: string;
  lastName: string;
  firstName: string;
  company: string;
  addressLine1: string;
  postcode: string;
  city: string;
  zone: number;
  mailName: string;
  domain: string;
}

function makeHuman(random: SeededRandom): Identity {
  const isWoman = random.chance(0.5);
  const firstName = random.pick(isWoman ? women : men);
  const lastName = random.pick(lastNames);
  const mailName = `${ascii(firstName)}.${ascii(lastName)}`;
  return {
    ...makePlace(random),
    civility: isWoman ? "Mme" : "M.",
    lastName,
    firstName,
    company: "",
    mailName,
    domain: random.pick(mailDomains),
  };
}

function makeFirm(random: SeededRandom): Identity {
  const [trade, word] = random.pick(trades);
  const name = random.pick(lastNames);
  const hasContact = random.chance(0.6);
  return {
    ...makePlace(random),
    civility: "",
    lastName: hasContact ? random.pick(lastNames) : "",
    firstName: hasContact ? random.pick(random.chance(0.5) ? women : men) : "",
    company: `${trade} ${name}`,
    mailName: "contact",
    domain: `${word}-${ascii(name)}.example`,
  };
}

function makePlace(random: SeededRandom) {
  // Most of a local firm's people live near it.
  const [city, postcode, zone] = random.chance(0.6) ? random.pick(towns.slice(0, 8)) : random.pick(towns);
  return { addressLine1: `${random.between(1, 140)} ${random.pick(streets)}`, postcode, city, zone };
}

type Addresses = CreateContactInput["addresses"];

function makeEmails(random: SeededRandom, { mailName, domain, company }: Identity, index: number): Addresses {
  if (random.chance(0.04)) return [];
  const first = `${mailName}${index}@${domain}`;
  const isSecond = random.chance(0.1);
  const label = company === "" ? "" : "bureau";
  const one = { kind: "email" as const, typed: random.chance(0.08) ? first.toUpperCase() : first, label };
  return isSecond
    ? [one, { kind: "email", typed: `${mailName}${index}.pro@${random.pick(mailDomains)}`, label: "travail" }]
    : [one];
}

/**
 * Numbers that the French regulator keeps for fiction: they ring nowhere. Its range for mobiles is unknown to the library
 * that reads numbers, so everybody here has a landline.
 */
function makePhones(random: SeededRandom, zone: number, index: number): Addresses {
  const ranges: Record<number, string> = { 1: "01 99 00", 2: "02 61 91", 3: "03 53 01", 4: "04 65 71", 5: "05 36 49" };
  // Counted, not drawn: two strangers with one number would answer for each other.
  const number = (nth: number) =>
    `${ranges[zone] ?? "01 99 00"} ${String(1000 + 2 * index + nth).replace(/..$/, " $&")}`;
  const home = { kind: "phone" as const, typed: number(0), label: "domicile" };
  const work = { kind: "phone" as const, typed: number(1), label: "travail" };
  const which = random.weighted({ home: 55, work: 15, both: 15, none: 15 });
  if (which === "none") return [];
  return which === "both" ? [home, work] : [which === "home" ? home : work];
}

function makePartner(random: SeededRandom, partner: DemoPerson): DemoPerson {
  const isWoman = partner.contact.civility !== "Mme";
  const email = partner.contact.addresses.find((address) => address.kind === "email");
  const contact: CreateContactInput = {
    ...partner.contact,
    civility: isWoman ? "Mme" : "M.",
    firstName: random.pick(isWoman ? women : men),
    lastName: partner.contact.lastName || random.pick(lastNames),
    notes: "",
    addresses: email ? [email] : [],
  };
  return { contact, consents: contact.addresses.map(() => []) };
}

const clientTags = [
  "contrat d’entretien",
  "chaudière gaz",
  "pompe à chaleur",
  "poêle à granulés",
  "dépannage",
] as const;
const notes = [
  "Préfère être appelé le matin.",
  "Code du portail communiqué au technicien.",
  "A demandé un devis pour une pompe à chaleur.",
  "Chaudière remplacée, garantie en cours.",
  "Ne pas passer avant 10 h.",
] as const;

function makeTags(random: SeededRandom, kind: string, status: string): string[] {
  if (kind === "supplier") return ["fournisseur"];
  if (kind === "directory") return random.chance(0.5) ? ["partenaire"] : [];
  const tags = new Set<string>(status === "prospect" ? ["salon 2025"] : []);
  for (let count = random.between(0, 2); count > 0; count--) tags.add(random.pick(clientTags));
  return [...tags];
}

function ascii(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/[^a-z]+/g, "-")
    .replace(/^-|-$/g, "");
}
