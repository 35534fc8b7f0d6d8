import type { ImportField } from "../../../../contracts/contact-imports.ts";

/**
 * What columns are called in the exports of other tools and in lists that people make, in four languages; folded (no
 * accents, case or punctuation) and without their number. `of` joins the columns of one postal address; `label` is
 * what an address is for. Sources: the tools' own exports and help pages.
 */
export interface ColumnMeaning {
  field: ImportField;
  of?: "business" | "home" | "other";
  label?: "work" | "home" | "mobile" | "other" | "main";
}

type Names = [ColumnMeaning, string][];

const people: Names = [
  [
    { field: "last-name" },
    `last name | lastname | family name | surname | lname | name last | nom | nom de famille |
    apellido | apellidos | cognome`,
  ],
  [
    { field: "first-name" },
    `first name | firstname | given name | fname | forename | prenom | nombre | nombre de pila |
    nome | nome proprio`,
  ],
  [{ field: "middle-name" }, `middle name | additional name | deuxieme prenom | segundo nombre | secondo nome`],
  [
    { field: "full-name" },
    `name | full name | fullname | display name | nom complet | nom et prenom | nom prenom |
    nombre completo | nombre y apellidos | nome completo | nome e cognome | nome visualizzato |
    nominativo | contact | contact name | client | cliente`,
  ],
  [
    { field: "civility" },
    `name prefix | prefix | title | titre | civilite | civility | salutation | tratamiento |
    titolo`,
  ],
  [
    { field: "company" },
    `company | company name | organization | organization name | organisation |
    associated company | societe | entreprise | raison sociale | empresa | organizacion |
    compania | azienda | societa | ragione sociale | organizzazione | account name`,
  ],
  [{ field: "language" }, `language | langue | idioma | lingua | preferred language`],
  [
    { field: "tags" },
    `tags | tag | etiquettes | etiquetas | etichette | labels | group membership | categories |
    categorias | categorie | categoria`,
  ],
  [
    { field: "notes" },
    `notes | note | notas | remarques | commentaire | commentaires | comments | comentarios |
    observations | observaciones | osservazioni`,
  ],
  [{ field: "kind" }, `kind | contact type | type de contact | tipo de contacto | tipo di contatto`],
  [
    { field: "status" },
    `status | statut | estado | stato | lifecycle stage | phase du cycle de vie |
    etape du cycle de vie | etapa del ciclo de vida | fase del ciclo di vita`,
  ],
];

const addresses: Names = [
  [
    { field: "email" },
    `email | e mail | mail | email address | e mail address | adresse email | adresse e mail |
    adresse mail | adresse electronique | adresse de messagerie | courriel | correo |
    correo electronico | direccion de correo electronico | direccion del correo electronico |
    direccion de email | indirizzo posta elettronica | indirizzo di posta elettronica |
    indirizzo e mail | indirizzo email | indirizzo mail | posta elettronica | e mail value |
    email primaria | primary email`,
  ],
  [{ field: "email", label: "work" }, `work email | business email | e mail professionnel | email professionnel`],
  [{ field: "email", label: "home" }, `home email | personal email | email personnel | e mail personnel`],
  [
    { field: "email", label: "other" },
    `additional email addresses | autres adresses e mail | direcciones de correo adicionales |
    secondary email | email secondaria | other email`,
  ],
  [{ field: "email-label" }, `e mail type | e mail label | libelle e mail | etiqueta e mail | etichetta e mail`],
  [
    { field: "phone" },
    `phone | phone number | telephone | tel | telephone number | numero de telephone |
    numero telefono | numero de telefono | telefono | phone value | primary phone |
    telephone principal | telefono principal | telefono principale | fixe | telephone fixe |
    telefono fijo | telefono fisso | landline number | landline`,
  ],
  [
    { field: "phone", label: "mobile" },
    `mobile | mobile phone | mobile phone number | mobile number | cell | cell phone | portable |
    telephone portable | telephone mobile | tel mobile | tel portable |
    numero de telephone mobile | movil | telefono movil | celular | numero de telefono movil |
    cellulare | telefono cellulare | numero cellulare | sms | whatsapp | gsm`,
  ],
  [
    { field: "phone", label: "work" },
    `business phone | work phone | company main phone | telephone bureau | telephone societe |
    telephone professionnel | telefono del trabajo | numero de centralita de la organizacion |
    ufficio | telefono principale societa | telefono lavoro`,
  ],
  [
    { field: "phone", label: "home" },
    `home phone | telephone domicile | particular | telefono particular | abitazione |
    telefono casa`,
  ],
  [
    { field: "phone", label: "other" },
    `other phone | telephone autre | otro telefono | altro telefono | car phone |
    telephone voiture | telefono auto`,
  ],
  [{ field: "phone-label" }, `phone type | phone label | libelle telephone | etiqueta telefono | etichetta telefono`],
];

const places: Names = [
  [
    { field: "address-line-1" },
    `address | adresse | street | street address | address line | rue | via | indirizzo |
    direccion | calle | address street | adresse postale | domicilio`,
  ],
  [{ field: "address-line-1", of: "business" }, `business street | rue bureau | calle del trabajo | via uff`],
  [{ field: "address-line-1", of: "home" }, `home street | rue domicile | calle del domicilio | via ab`],
  [{ field: "address-line-1", of: "other" }, `other street | rue autre | otra calle | altra via`],
  [
    { field: "address-line-2" },
    `address extended address | complement d adresse | complement adresse | apartment suite etc`,
  ],
  [
    { field: "postcode" },
    `postal code | zip | zip code | zip postal code | postcode | post code | code postal | cp |
    codigo postal | cap | address postal code`,
  ],
  [
    { field: "postcode", of: "business" },
    `business postal code | code postal bureau | codigo postal del trabajo | cap uff`,
  ],
  [{ field: "postcode", of: "home" }, `home postal code | code postal domicile | codigo postal del domicilio | cap ab`],
  [{ field: "postcode", of: "other" }, `other postal code | code postal autre | otro codigo postal | altro cap`],
  [
    { field: "city" },
    `city | town | ville | commune | ciudad | poblacion | localidad | citta | comune | localita |
    address city`,
  ],
  [{ field: "city", of: "business" }, `business city | ville bureau | ciudad de trabajo | citta uff`],
  [{ field: "city", of: "home" }, `home city | ville domicile | ciudad de residencia | citta ab`],
  [{ field: "city", of: "other" }, `other city | ville autre | otra ciudad | altra citta`],
  [
    { field: "country" },
    `country | country region | pays | pays region | pais | pais region | paese |
    paese area geografica | nazione | address country`,
  ],
  [
    { field: "country", of: "business" },
    `business country region | pays region bureau | pais o region del trabajo |
    paese area geografica uff`,
  ],
  [
    { field: "country", of: "home" },
    `home country region | pays region domicile | pais o region del domicilio |
    paese area geografica ab`,
  ],
  [
    { field: "country", of: "other" },
    `other country region | pays region autre | otro pais o region | altro paese area geografica`,
  ],
];

const refusals: Names = [
  [
    { field: "unsubscribed" },
    `unsubscribed | unsub reason | unsubscribed from all email | desabonne de tous les e mails | opted out |
    opt out | optout | email opt out | email blocklisted | email blacklisted | emailblacklisted |
    blocklisted | blacklisted | blocklist | blacklist | liste noire | desinscrit | desabonne |
    dado de baja | disiscritto | do not contact | do not email`,
  ],
  [{ field: "sms-unsubscribed" }, `sms blocklisted | sms blacklisted | smsblacklisted | sms opt out`],
  [
    { field: "unsubscribed-at" },
    `unsub time | unsubscribed at | unsubscribe date | date de desinscription |
    date de desabonnement | fecha de baja | data di disiscrizione`,
  ],
  [{ field: "bounced-at" }, `clean time | bounced at | hard bounced at`],
  [{ field: "attributes" }, `attributes | attribs`],
];

export const columnMeanings: ReadonlyMap<string, ColumnMeaning> = new Map(
  [...people, ...addresses, ...places, ...refusals].flatMap(([meaning, names]) =>
    names.split("|").map((name): [string, ColumnMeaning] => [name.trim(), meaning]),
  ),
);

/** What exports call the uses of an address. */
const labels: Record<string, string[]> = {
  work: ["work", "business", "travail", "bureau", "professionnel", "trabajo", "lavoro", "ufficio"],
  home: ["home", "domicile", "maison", "personnel", "casa", "particular", "personal", "abitazione"],
  mobile: ["mobile", "cell", "portable", "movil", "celular", "cellulare"],
  other: ["other", "autre", "otro", "altro", "obsolete"],
  main: ["main", "primary", "principal", "principale"],
};
export const knownLabels: ReadonlyMap<string, string> = new Map(
  Object.entries(labels).flatMap(([label, names]) => names.map((name): [string, string] => [name, label])),
);
