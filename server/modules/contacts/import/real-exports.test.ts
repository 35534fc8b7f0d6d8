import { afterAll, describe, expect, test } from "vitest";
import type { ImportDraft } from "../../../../contracts/contact-imports.ts";
import { startTestApp } from "../../../../tests/support/test-app.ts";
import { fixture, importSteps } from "./import-testing.ts";

const app = await startTestApp();
afterAll(() => app.stop());

/** Uploads a tool's export as it is, says nothing about its columns, and reads what would be imported. */
async function drafted(file: string, country = "FR") {
  const org = await app.newOrganisation({ language: "fr" });
  const steps = importSteps(app, app.signedIn(org, "administrator"));
  const checked = await steps.check(fixture(file), { people: "clients", country });
  expect(checked.state).toBe("checked");
  const rows = await steps.rows(checked.importId);
  return { checked, rows, drafts: rows.map((row) => row.draft as ImportDraft) };
}

const addresses = (draft: ImportDraft | undefined) => draft?.addresses.map(({ value, label }) => [value, label]);

describe("exports of other tools are understood without a manual mapping", () => {
  test("Google Contacts", async () => {
    const { checked, drafts } = await drafted("google.csv");
    expect(checked).toMatchObject({
      tool: "google",
      settings: { encoding: "utf-8", separator: "," },
      counts: { new: 4 },
    });
    expect(drafts[0]).toMatchObject({
      lastName: "LÉVÊQUE",
      firstName: "Élodie Anne",
      company: "Menuiserie Roy",
      addressLine1: "12 rue des Lilas",
      postcode: "69003",
      city: "LYON",
      country: "France",
      tags: ["Clients VIP"],
      notes: "Appeler le soir\nPréfère le mail",
    });
    expect(addresses(drafts[0])).toEqual([
      ["elodie.leveque@menuiserie-roy.example", "work"],
      ["elodie@perso.example", "work"],
      ["elo@maison.example", "home"],
      ["+33612345678", "mobile"],
      ["+33123456789", "mobile"],
      ["+33472000000", "other"],
    ]);
    expect(drafts[1]).toMatchObject({ lastName: "DUPONT", firstName: "Julien", tags: [] });
    expect(drafts[2]).toMatchObject({ lastName: "", company: "Plomberie Martin", tags: ["Fournisseurs"] });
    expect(drafts[3]).toMatchObject({ lastName: "ADRESSE", addresses: [] });
  });

  test("Google Contacts as exported until 2024, in UTF-16", async () => {
    const { checked, drafts } = await drafted("google-until-2024.csv");
    expect(checked).toMatchObject({ tool: "google", settings: { encoding: "utf-16le" }, counts: { new: 2 } });
    expect(drafts[0]).toMatchObject({
      lastName: "GARCÍA NÚÑEZ",
      firstName: "Lucía",
      civility: "Sra.",
      company: "Viveros del Sur",
      language: "es",
      city: "SEVILLA",
      tags: ["Clientes"],
    });
    expect(addresses(drafts[0])).toEqual([
      ["lucia@garcia.example", "home"],
      ["lgarcia@viveros.example", "work"],
      ["+34612345678", "mobile"],
      ["+34911234567", "mobile"],
    ]);
    // The tool writes the e-mail where the name is missing.
    expect(drafts[1]).toMatchObject({ lastName: "", firstName: "", addresses: [{ value: "info@taller.example" }] });
  });

  test("Outlook in English, in Windows-1252", async () => {
    const { checked, rows, drafts } = await drafted("outlook-en.csv", "GB");
    expect(checked).toMatchObject({ tool: "outlook", counts: { new: 2 } });
    expect(drafts[0]).toMatchObject({
      civility: "Ms.",
      lastName: "O'BRIEN",
      firstName: "Emma",
      company: "Oak & Sons",
      addressLine1: "1 High St",
      addressLine2: "Floor 2",
      city: "BRISTOL",
      postcode: "BS1 4ST",
      tags: ["Newsletter", "Key account"],
    });
    expect(drafts[0]?.notes).toContain('Met in "The Anchor"\nlikes oak');
    expect(addresses(drafts[0])?.slice(0, 2)).toEqual([
      ["emma.obrien@oak.example", ""],
      ["emma@home.example", ""],
    ]);
    // An Exchange name is no e-mail: it is kept in the notes and told.
    expect(rows[1]?.remarks.map((remark) => remark.code)).toContain("row.kept-in-notes");
  });

  test("Outlook in French, whose column Titre stands twice", async () => {
    const { checked, drafts } = await drafted("outlook-fr.csv");
    expect(checked).toMatchObject({ tool: "outlook", settings: { encoding: "windows-1252" } });
    expect(drafts[0]).toMatchObject({
      civility: "M.",
      lastName: "LEFÈVRE",
      firstName: "Jean-Pierre",
      company: "Chauffage Œuvre & Cie",
      addressLine1: "3 allée des Chênes",
      city: "NÎMES",
      postcode: "30000",
      language: "fr",
      tags: ["Fidèle", "Devis 2024"],
      notes: "Règle à 30 jours – 1 200 €",
    });
    expect(addresses(drafts[0])).toEqual([
      ["jp.lefevre@oeuvre.example", ""],
      ["+33466001122", "work"],
      ["+33698765432", "mobile"],
    ]);
  });

  test("Outlook in Spanish", async () => {
    const { checked, drafts } = await drafted("outlook-es.csv", "ES");
    expect(checked).toMatchObject({ tool: "outlook", settings: { encoding: "windows-1252" } });
    expect(drafts[0]).toMatchObject({
      lastName: "IBÁÑEZ PEÑA",
      firstName: "María de los Ángeles",
      company: "Talleres Ruiz, S.L.",
      city: "CÓRDOBA",
      addressLine1: "Pol. Ind. El Álamo, nave 7",
      tags: ["Boletín"],
    });
    expect(addresses(drafts[0])).toEqual([
      ["maria.ibanez@ruiz.example", ""],
      ["mangeles@casa.example", ""],
      ["+34957123456", "home"],
      ["+34612345678", "mobile"],
    ]);
  });

  test("Outlook in Italian, whose Ufficio is a telephone", async () => {
    const { checked, drafts } = await drafted("outlook-it.csv", "IT");
    expect(checked).toMatchObject({ tool: "outlook", settings: { encoding: "windows-1252" } });
    expect(drafts[0]).toMatchObject({
      civility: "Dott.ssa",
      lastName: "D'ANGELÒ",
      firstName: "Giulia",
      company: "Officina Bianchi S.r.l.",
      addressLine1: "Via Roma 12",
      addressLine2: "Scala B",
      city: "TORINO",
      language: "it",
    });
    expect(addresses(drafts[0])).toEqual([
      ["giulia.dangelo@bianchi.example", ""],
      ["+390111234567", "work"],
      ["+393331234567", "mobile"],
    ]);
  });

  test("HubSpot, with stages and the ones who opted out of all", async () => {
    const { checked, drafts } = await drafted("hubspot.csv");
    expect(checked).toMatchObject({ tool: "hubspot", counts: { new: 3 }, refusals: 1 });
    expect(drafts[0]).toMatchObject({
      lastName: "DURAND",
      status: "client",
      city: "ANNECY",
      company: "Villa Demo",
      language: "fr",
      refusals: [],
    });
    expect(addresses(drafts[0])?.map(([value]) => value)).toEqual([
      "camille@durand.example",
      "camille.d@perso.example",
      "cd@autre.example",
      "+33611223344",
    ]);
    expect(drafts[1]).toMatchObject({
      status: "prospect",
      refusals: [{ kind: "email", reason: "unsubscribed", date: null }],
    });
    expect(drafts[2]).toMatchObject({ status: "prospect", refusals: [] });
  });

  test("Mailchimp: the subscribed, who get nothing from it but a place in the address book", async () => {
    const { checked, drafts } = await drafted("mailchimp-subscribed.csv");
    expect(checked).toMatchObject({ tool: "mailchimp", counts: { new: 2 }, refusals: 0 });
    expect(drafts[0]).toMatchObject({
      lastName: "ABONNÉ",
      firstName: "Marc",
      tags: ["VIP", "Client, Paris"],
      addressLine1: "12 rue de la Paix Paris 75002 FR",
      notes: "2020-05-01 10:00:00: rappelé",
    });
    expect(addresses(drafts[0])?.map(([value]) => value)).toEqual(["marc@abonne.example", "+33611223344"]);
  });

  test("Mailchimp: the unsubscribed and the complaints, with their dates", async () => {
    const { checked, drafts } = await drafted("mailchimp-unsubscribed.csv");
    expect(checked).toMatchObject({ tool: "mailchimp", counts: { new: 2 }, refusals: 2 });
    expect(drafts[0]?.refusals).toEqual([{ kind: "email", reason: "unsubscribed", date: "2024-02-03T10:00:00.000Z" }]);
    expect(drafts[1]?.refusals).toEqual([{ kind: "email", reason: "complained", date: "2024-03-05T11:00:00.000Z" }]);
  });

  test("Mailchimp: the cleaned, whose mailbox is dead", async () => {
    const { drafts } = await drafted("mailchimp-cleaned.csv");
    expect(drafts[0]?.refusals).toEqual([{ kind: "email", reason: "bounced", date: "2024-03-04T10:00:00.000Z" }]);
  });

  test("Brevo, whose numbers have no plus sign", async () => {
    const { checked, drafts } = await drafted("brevo.csv");
    expect(checked).toMatchObject({ tool: "brevo", settings: { separator: ";" }, counts: { new: 2 }, refusals: 1 });
    expect(drafts[0]).toMatchObject({ lastName: "DURAND", firstName: "Bruno", city: "LILLE", refusals: [] });
    expect(addresses(drafts[0])).toEqual([
      ["bruno@durand.example", ""],
      ["+33611111111", "mobile"],
    ]);
    expect(addresses(drafts[1])?.[1]).toEqual(["+34612345678", "mobile"]);
    expect(drafts[1]?.refusals).toEqual([
      { kind: "email", reason: "unsubscribed", date: null },
      { kind: "phone", reason: "unsubscribed", date: null },
    ]);
  });

  test("Brevo with few columns", async () => {
    const { checked, drafts } = await drafted("brevo-short.csv");
    expect(checked).toMatchObject({ tool: "brevo", counts: { new: 2 }, refusals: 1 });
    expect(drafts.map((draft) => draft.refusals.length)).toEqual([0, 1]);
  });

  test("listmonk, with what it keeps in a JSON cell", async () => {
    const { checked, drafts } = await drafted("listmonk.csv");
    expect(checked).toMatchObject({ tool: "listmonk", counts: { new: 2 }, refusals: 1 });
    expect(drafts[0]).toMatchObject({
      lastName: "MARTIN",
      firstName: "Anne",
      city: "BENGALURU",
      company: "Atelier Martin",
      tags: ["vip", "2024"],
      refusals: [],
    });
    expect(addresses(drafts[0])?.map(([value]) => value)).toEqual(["anne@liste.example", "+33633333333"]);
    expect(drafts[1]?.refusals).toEqual([{ kind: "email", reason: "unsubscribed", date: null }]);
  });
});
