import type { Hours, LawRuleCode, LawSource, LawValue } from "../../../../contracts/consent-law.ts";

export interface LegalRule {
  code: LawRuleCode;
  value: Exclude<LawValue, null>;
  source: LawSource;
  consumersOnly?: boolean;
  /** Of `call-register`: a consent makes the look into the register needless. */
  consentSuffices?: boolean;
}

export interface CountryLaw {
  /** `*` stands for every country that has no row of its own. */
  country: string;
  lawName: string;
  /** Where its people's clocks stand; the organisation's own zone for `*`. */
  zone: string | null;
  holidays?: "FR";
  register?: { name: string; url: string };
  rules: readonly LegalRule[];
}

/** Day of the last look at the sources. A change of the law is a change of this file. */
export const lawVersion = "2026-11-21";

const frenchHours: Hours = {
  days: [1, 2, 3, 4, 5],
  spans: [
    { from: "10:00", to: "13:00" },
    { from: "14:00", to: "20:00" },
  ],
  onHolidays: false,
};
const frenchDecree: LawSource = {
  title: "Décret n° 2022-1313 du 13 octobre 2022 (code de la consommation, art. D. 223-9)",
  url: "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000046421823",
  since: "2023-03-01",
  certainty: "text",
};
const frenchCallLaw: LawSource = {
  title: "Loi n° 2025-594 du 30 juin 2025, art. 13 (code de la consommation, art. L. 223-1)",
  url: "https://cms.law/fr/fra/news-information/interdiction-prochaine-du-demarchage-telephonique-sans-consentement-prealable-du-consommateur",
  since: "2026-08-11",
  certainty: "reported",
};

/**
 * What each country's law limits. Rules that no organisation may leave, each with its source; where a country has no row
 * for something, its law leaves it to the general rules of consent.
 */
export const countryLaws: readonly CountryLaw[] = [
  {
    country: "FR",
    lawName: "RGPD",
    zone: "Europe/Paris",
    holidays: "FR",
    rules: [
      { code: "call-unconsented", value: "businesses", consumersOnly: true, source: frenchCallLaw },
      { code: "call-hours", value: frenchHours, consumersOnly: true, source: frenchDecree },
      { code: "call-attempts", value: 4, consumersOnly: true, source: frenchDecree },
    ],
  },
  {
    country: "ES",
    lawName: "RGPD / LOPDGDD",
    zone: "Europe/Madrid",
    rules: [
      {
        code: "call-validity",
        value: 730,
        source: {
          title: "Ley 10/2025, de 26 de diciembre, de servicios de atención a la clientela",
          url: "https://www.legaltoday.com/revista-aja/1025/articulos/15/index.html",
          since: "2025-12-28",
          certainty: "reported",
        },
      },
    ],
  },
  {
    country: "IT",
    lawName: "GDPR",
    zone: "Europe/Rome",
    register: { name: "Registro pubblico delle opposizioni", url: "https://operatori.registrodelleopposizioni.it/" },
    rules: [
      {
        code: "call-register",
        value: 15,
        source: {
          title: "Legge 5/2018 e DPR 27 gennaio 2022, n. 26",
          url: "https://www.normattiva.it/uri-res/N2Ls?urn:nir:presidente.repubblica:decreto:2022-01-27;26",
          since: "2022-07-27",
          certainty: "reported",
        },
      },
    ],
  },
  {
    country: "AR",
    lawName: "Ley 25.326",
    zone: "America/Argentina/Buenos_Aires",
    register: { name: "Registro Nacional No Llame", url: "https://www.argentina.gob.ar/aaip/nollame" },
    rules: [
      {
        code: "call-register",
        value: 30,
        consentSuffices: true,
        source: {
          title: "Ley 26.951, Registro Nacional No Llame",
          url: "https://servicios.infoleg.gob.ar/infolegInternet/anexos/230000-234999/233066/norma.htm",
          since: "2014-08-05",
          certainty: "reported",
        },
      },
    ],
  },
  { country: "CL", lawName: "Ley 21.719", zone: "America/Santiago", rules: [] },
  {
    country: "GB",
    lawName: "UK GDPR",
    zone: "Europe/London",
    rules: [
      {
        code: "ask",
        value: "relations",
        source: {
          title: "Privacy and Electronic Communications Regulations 2003, regulation 22",
          url: "https://www.legislation.gov.uk/uksi/2003/2426/regulation/22",
          since: "2003-12-11",
          certainty: "reported",
        },
      },
    ],
  },
  { country: "*", lawName: "GDPR", zone: null, rules: [] },
];

export function findCountryLaw(country: string): CountryLaw | undefined {
  return countryLaws.find((law) => law.country === country);
}

/** The country's own row, else that of all others. */
export function lawOf(country: string): CountryLaw {
  const found = findCountryLaw(country) ?? findCountryLaw("*");
  if (!found) throw new Error("the law of all other countries is missing");
  return found;
}
