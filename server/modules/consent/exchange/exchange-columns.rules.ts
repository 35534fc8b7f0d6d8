import type { ExchangeField, ExchangeKind } from "../../../../contracts/consent-exchange.ts";

export interface ExchangeColumn {
  header: string;
  field: ExchangeField;
}

/** Names that people and other tools give to their columns, without case, accents, spaces and punctuation. */
const names: Record<Exclude<ExchangeField, "ignore">, string> = {
  address: `address email emailaddress mail phone telephone mobile sms adresse adressemail adresseemail courriel
    telefono movil correo correoelectronico direccion direcciondecorreo indirizzo indirizzoemail posta cellulare`,
  type: `type consenttype purpose permission code typedeconsentement finalite permis tipo tipodeconsentimiento finalidad
    permiso tipodiconsenso finalita permesso`,
  state: `state consent consentstate status consentement etat statut estado consentimiento stato consenso
    blocklisted blacklisted emailblocklisted emailblacklisted blocklist blacklist isunsubscribed unsubscribed
    isexcludedfromcampaigns excluded donotemail donotcontact donotcontactemail donotcontactchannel optout optedout
    reason motif desabonne desinscrit dadodebaja baja disiscritto`,
  date: `date givenon consentdate day decidedat since jour datedeconsentement donnele fecha fechadeconsentimiento dia data
    datadelconsenso giorno unsubscribedat unsubtime unsubscribedate datededesinscription fechadebaja datadidisiscrizione
    dateadded bouncedat`,
  source: `source origin how origine comment origen fuente fonte provenienza`,
  evidence: `evidence proof document preuve justificatif justificatifs prueba documento prova giustificativo`,
};

const known = new Map<string, ExchangeField>(
  Object.entries(names).flatMap(([field, words]) =>
    words
      .split(/\s+/)
      .filter((word) => word !== "")
      .map((word): [string, ExchangeField] => [word, field as ExchangeField]),
  ),
);

export function foldHeader(header: string): string {
  return header
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

/** Each meaning once: the first column that has it. */
export function readColumns(headers: readonly string[]): ExchangeColumn[] {
  const taken = new Set<ExchangeField>();
  return headers.map((header) => {
    const field = known.get(foldHeader(header)) ?? "ignore";
    if (field === "ignore" || taken.has(field)) return { header, field: "ignore" };
    taken.add(field);
    return { header, field };
  });
}

/** Consents say who agreed to what since when; everything else is a list of people who must get nothing. */
export function kindOfFile(columns: readonly ExchangeColumn[]): ExchangeKind {
  const has = (field: ExchangeField) => columns.some((column) => column.field === field);
  return has("type") || has("evidence") || (has("state") && has("source")) ? "consents" : "suppressions";
}
