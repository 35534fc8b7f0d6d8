import type { Language } from "./languages.ts";

/**
 * What a text is for. It fixes the class of every message made from it: what the gate asks, which sender is used,
 * which variables may stand in it.
 */
export const templateKinds = ["marketing", "personal", "service", "consent-request", "security", "reply"] as const;
export type TemplateKind = (typeof templateKinds)[number];

/**
 * One variable of the merge language. `key` is the key of the merge values that whoever causes a message resolves.
 * `names` are the words that people write between per cent signs, the preferred one first; case, accents, spaces and
 * underscores make no difference, and every name works in a text of every language.
 */
export interface TemplateVariable {
  key: string;
  names: Readonly<Record<Language, readonly [string, ...string[]]>>;
  /** `link`: an address that the program makes itself. Everything else is data and is escaped as such. */
  holds: "text" | "link";
  /** `contact`: known for every recipient. `message`: set by messaging. `cause`: set by what causes the message. */
  resolvedBy: "contact" | "message" | "cause";
  kinds: readonly TemplateKind[];
  /** The program puts it in; it is offered to nobody. */
  isOurs?: boolean;
  examples: Readonly<Record<Language, string>>;
}

const caused: readonly TemplateKind[] = ["service", "reply"];
const mailing: readonly TemplateKind[] = ["marketing", "personal", "service"];
const security: readonly TemplateKind[] = ["security"];
const inAll = (text: string) => ({ en: text, fr: text, es: text, it: text });

/**
 * `%company%` (`%empresa%`, `%entreprise%`, `%azienda%`) is the business that writes, as in the signature of a letter;
 * the business that a contact works for is `%contact_company%`.
 */
export const templateVariables = [
  {
    key: "name",
    names: { en: ["name", "full_name"], fr: ["nom", "nom_complet"], es: ["nombre"], it: ["nome"] },
    holds: "text",
    resolvedBy: "contact",
    kinds: templateKinds,
    examples: { en: "SMITH Emma", fr: "DUPONT Julien", es: "GARCÍA Lucía", it: "ROSSI Giulia" },
  },
  {
    key: "first_name",
    names: { en: ["first_name"], fr: ["prénom"], es: ["nombre_de_pila"], it: ["nome_proprio"] },
    holds: "text",
    resolvedBy: "contact",
    kinds: templateKinds,
    examples: { en: "Emma", fr: "Julien", es: "Lucía", it: "Giulia" },
  },
  {
    key: "last_name",
    names: { en: ["last_name", "surname"], fr: ["nom_de_famille"], es: ["apellido", "apellidos"], it: ["cognome"] },
    holds: "text",
    resolvedBy: "contact",
    kinds: templateKinds,
    examples: { en: "SMITH", fr: "DUPONT", es: "GARCÍA", it: "ROSSI" },
  },
  {
    key: "contact_company",
    names: {
      en: ["contact_company", "company_of_contact"],
      fr: ["entreprise_du_contact", "société_du_contact"],
      es: ["empresa_del_contacto"],
      it: ["azienda_del_contatto"],
    },
    holds: "text",
    resolvedBy: "contact",
    kinds: templateKinds,
    examples: { en: "Oak & Sons", fr: "Menuiserie Leroy", es: "Talleres Ruiz", it: "Officina Bianchi" },
  },
  {
    key: "city",
    names: { en: ["city"], fr: ["ville"], es: ["ciudad"], it: ["città"] },
    holds: "text",
    resolvedBy: "contact",
    kinds: templateKinds,
    examples: { en: "BRISTOL", fr: "LYON", es: "SEVILLA", it: "TORINO" },
  },
  {
    key: "email",
    names: { en: ["email"], fr: ["courriel", "e-mail"], es: ["correo"], it: ["posta"] },
    holds: "text",
    resolvedBy: "message",
    kinds: templateKinds,
    examples: {
      en: "emma.smith@example.com",
      fr: "julien.dupont@example.com",
      es: "lucia.garcia@example.com",
      it: "giulia.rossi@example.com",
    },
  },
  {
    key: "sending_company",
    names: {
      en: ["company", "our_company", "sending_company"],
      fr: ["entreprise", "société"],
      es: ["empresa"],
      it: ["azienda", "società"],
    },
    holds: "text",
    resolvedBy: "message",
    kinds: templateKinds,
    examples: { en: "Hill Garden Centre", fr: "Jardins du Lac", es: "Viveros del Sur", it: "Vivai del Lago" },
  },
  {
    key: "preferences_link",
    names: {
      en: ["preferences_link"],
      fr: ["lien_de_préférences", "lien_préférences"],
      es: ["enlace_de_preferencias"],
      it: ["link_alle_preferenze", "link_preferenze"],
    },
    holds: "link",
    resolvedBy: "message",
    kinds: [...mailing, "security"],
    examples: inAll("https://example.com/c/preferences"),
  },
  {
    key: "unsubscribe_link",
    names: {
      en: ["unsubscribe_link"],
      fr: ["lien_de_désinscription", "lien_de_désabonnement"],
      es: ["enlace_de_baja"],
      it: ["link_di_disiscrizione", "link_disiscrizione"],
    },
    holds: "link",
    resolvedBy: "message",
    kinds: mailing,
    examples: inAll("https://example.com/c/unsubscribe"),
  },
  {
    key: "consent_link",
    names: {
      en: ["consent_link"],
      fr: ["lien_de_consentement"],
      es: ["enlace_de_consentimiento"],
      it: ["link_di_consenso"],
    },
    holds: "link",
    resolvedBy: "message",
    kinds: ["consent-request"],
    examples: inAll("https://example.com/c/consent"),
  },
  {
    key: "area_link",
    names: {
      en: ["area_link"],
      fr: ["lien_vers_votre_espace"],
      es: ["enlace_al_área"],
      it: ["link_all_area"],
    },
    holds: "link",
    resolvedBy: "message",
    kinds: security,
    examples: inAll("https://example.com/c/area"),
  },
  {
    key: "tracking_reader",
    names: { en: ["tracking_reader"], fr: ["tracking_reader"], es: ["tracking_reader"], it: ["tracking_reader"] },
    holds: "text",
    resolvedBy: "message",
    kinds: ["marketing"],
    isOurs: true,
    examples: inAll("0"),
  },
  {
    key: "consent_type",
    names: {
      en: ["consent_type"],
      fr: ["type_de_consentement"],
      es: ["tipo_de_consentimiento"],
      it: ["tipo_di_consenso"],
    },
    holds: "text",
    resolvedBy: "message",
    kinds: ["consent-request"],
    examples: { en: "News and offers", fr: "Actualités et offres", es: "Novedades y ofertas", it: "Novità e offerte" },
  },
  {
    key: "consent_purpose",
    names: {
      en: ["consent_purpose"],
      fr: ["but_du_consentement"],
      es: ["fin_del_consentimiento"],
      it: ["scopo_del_consenso"],
    },
    holds: "text",
    resolvedBy: "message",
    kinds: ["consent-request"],
    examples: {
      en: "Our news and seasonal offers, about once a month.",
      fr: "Nos nouveautés et nos offres de saison, environ une fois par mois.",
      es: "Nuestras novedades y ofertas de temporada, una vez al mes aproximadamente.",
      it: "Le nostre novità e le offerte di stagione, circa una volta al mese.",
    },
  },
  {
    key: "operator",
    names: { en: ["operator"], fr: ["opérateur"], es: ["operador"], it: ["operatore"] },
    holds: "text",
    resolvedBy: "cause",
    kinds: ["personal", "service", "reply"],
    examples: { en: "Daniel Reed", fr: "Camille Petit", es: "Marta López", it: "Marco Conti" },
  },
  {
    key: "debt",
    names: { en: ["debt", "balance"], fr: ["solde", "dette"], es: ["deuda", "saldo"], it: ["debito"] },
    holds: "text",
    resolvedBy: "cause",
    kinds: caused,
    examples: { en: "€120.00", fr: "120,00 €", es: "120,00 €", it: "120,00 €" },
  },
  {
    key: "amount",
    names: { en: ["amount"], fr: ["montant"], es: ["monto", "importe"], it: ["importo"] },
    holds: "text",
    resolvedBy: "cause",
    kinds: caused,
    examples: { en: "€45.50", fr: "45,50 €", es: "45,50 €", it: "45,50 €" },
  },
  {
    key: "ticket_id",
    names: { en: ["id", "ticket"], fr: ["numéro_de_ticket"], es: ["número_de_ticket"], it: ["numero_di_ticket"] },
    holds: "text",
    resolvedBy: "cause",
    kinds: caused,
    examples: { en: "1042", fr: "1042", es: "1042", it: "1042" },
  },
  {
    key: "acted_by",
    names: { en: ["acted_by"], fr: ["fait_par"], es: ["hecho_por"], it: ["fatto_da"] },
    holds: "text",
    resolvedBy: "cause",
    kinds: security,
    examples: { en: "Daniel Reed", fr: "Camille Petit", es: "Marta López", it: "Marco Conti" },
  },
  {
    key: "stated_reason",
    names: { en: ["stated_reason"], fr: ["motif_indiqué"], es: ["motivo_indicado"], it: ["motivo_indicato"] },
    holds: "text",
    resolvedBy: "cause",
    kinds: security,
    examples: { en: "Lost phone", fr: "Téléphone perdu", es: "Teléfono perdido", it: "Telefono perso" },
  },
  {
    key: "account_name",
    names: { en: ["account_name"], fr: ["nom_du_compte"], es: ["nombre_de_la_cuenta"], it: ["nome_dell_account"] },
    holds: "text",
    resolvedBy: "cause",
    kinds: security,
    examples: { en: "Emma Smith", fr: "Julien Dupont", es: "Lucía García", it: "Giulia Rossi" },
  },
  {
    key: "answer_given",
    names: { en: ["answer_given"], fr: ["réponse_donnée"], es: ["respuesta_dada"], it: ["risposta_data"] },
    holds: "text",
    resolvedBy: "cause",
    kinds: security,
    examples: { en: "Yes", fr: "Oui", es: "Sí", it: "Sì" },
  },
  {
    key: "answered_type",
    names: { en: ["answered_type"], fr: ["type_concerné"], es: ["tipo_afectado"], it: ["tipo_interessato"] },
    holds: "text",
    resolvedBy: "cause",
    kinds: security,
    examples: { en: "Newsletter", fr: "Lettre d’information", es: "Boletín", it: "Newsletter" },
  },
] as const satisfies readonly TemplateVariable[];

export type VariableKey = (typeof templateVariables)[number]["key"];

/** Values of one message, by `key`. Missing, null and blank are the same: the variable has no value. */
export type MergeValues = Readonly<Partial<Record<string, string | null>>>;

/** The variables that a person may use in a text of this kind. */
export function listVariables(kind: TemplateKind): TemplateVariable[] {
  return (templateVariables as readonly TemplateVariable[]).filter(
    (variable) => variable.kinds.includes(kind) && variable.isOurs !== true,
  );
}

export function exampleValues(language: Language): Record<string, string> {
  return Object.fromEntries(templateVariables.map((variable) => [variable.key, variable.examples[language]]));
}
