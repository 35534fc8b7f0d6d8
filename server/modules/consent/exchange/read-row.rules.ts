import type { ConsentSource } from "../../../../contracts/consent.ts";
import type { ExchangeKind, RowProblem, RowWish } from "../../../../contracts/consent-exchange.ts";
import { foldHeader as fold } from "./exchange-columns.rules.ts";

export interface RowTexts {
  address: string;
  type: string;
  state: string;
  date: string;
  source: string;
  evidence: string;
}

export interface KnownType {
  typeId: string;
  code: string;
  title: string;
}

export interface ReadRow {
  typeId: string | null;
  wants: RowWish;
  problem: RowProblem | null;
}

const words = (text: string) => new Set(text.split(/\s+/));
const yesWords =
  words(`yes y true 1 x accepted accept granted given optin subscribed subscribe confirmed enabled active oui o vrai
  accepte acceptee donne abonne abonnee si s verdadero aceptado aceptada dado suscrito vero accettato accettata iscritto`);
const noWords =
  words(`no n non false 0 refused refuse denied withdrawn withdraw revoked optout optedout unsubscribed blocklisted
  blacklisted blocked disabled refusee retire retiree desabonne desabonnee desinscrit desinscrite faux denegado denegada
  rechazado rechazada retirado retirada baja dadodebaja falso rifiutato rifiutata ritirato ritirata revocato disiscritto`);
const bounceWords = words("bounced bounce hardbounce hardbounced cleaned invalid rebotado rejete rimbalzato");
const complaintWords = words("complained complaint spam abuse spamcomplaint plainte queja reclamo");
const listedWords = words("yes y true 1 x oui o si s vrai verdadero vero donotcontact email");

/** What a row asks for. `hasState`: the file has a column that says it; else everybody in a list is meant. */
export function readRow(
  texts: RowTexts,
  file: { kind: ExchangeKind; hasState: boolean; types: readonly KnownType[] },
): ReadRow {
  if (file.kind === "suppressions") {
    return { typeId: null, wants: file.hasState ? wishOfList(texts.state) : "unsubscribed", problem: null };
  }
  const type = file.types.find((one) =>
    [one.code, one.title, one.typeId].some((name) => fold(name) === fold(texts.type)),
  );
  if (texts.type !== "" && !type) return { typeId: null, wants: "nothing", problem: "type" };
  const wants = wishOfConsent(texts.state);
  if (wants === undefined) return { typeId: type?.typeId ?? null, wants: "nothing", problem: "state" };
  return { typeId: type?.typeId ?? null, wants, problem: wants === "yes" ? missingIn(texts) : null };
}

function wishOfConsent(state: string): RowWish | undefined {
  const word = fold(state);
  if (yesWords.has(word)) return "yes";
  if (complaintWords.has(word)) return "complained";
  if (bounceWords.has(word)) return "bounced";
  return noWords.has(word) ? "no" : undefined;
}

/** In a list of another tool a column says who of them must get nothing: by a mark, or by a word. */
function wishOfList(state: string): RowWish {
  const word = fold(state);
  if (complaintWords.has(word)) return "complained";
  if (bounceWords.has(word)) return "bounced";
  const isListed =
    listedWords.has(word) || (noWords.has(word) && !["no", "n", "non", "false", "0", "faux", "falso"].includes(word));
  return isListed ? "unsubscribed" : "nothing";
}

/** A consent is raised only by date, source and evidence, each in its row. */
function missingIn(texts: RowTexts): RowProblem | null {
  if (texts.date === "") return "date";
  if (texts.source === "") return "source";
  return texts.evidence.trim().length < 3 ? "evidence" : null;
}

const sourceWords: [ConsentSource, ReadonlySet<string>][] = [
  ["paper", words("paper papier papel carta bon signed signe firmado firmato bondecommande")],
  ["form", words("form webform formulaire formulario modulo")],
  ["website", words("website site web siteweb sitioweb sito sitoweb")],
  ["phone", words("phone telephone call telefono llamada telefonata appel")],
  ["in-person", words("inperson shop store magasin boutique tienda negozio enpersonne enpersona dipersona salon fair")],
  ["e-mail", words("email mail courriel correo posta")],
  ["contract", words("contract contrat contrato contratto")],
];

/** One of our words where the file's is one; the file's own word stays in the evidence. */
export function sourceOf(text: string): ConsentSource {
  return sourceWords.find(([, known]) => known.has(fold(text)))?.[0] ?? "import";
}
