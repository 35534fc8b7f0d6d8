import type { Context } from "../../../platform/context.ts";
import { createCampaign } from "../../campaigns/index.ts";
import { addType, changeType, getMainMailingType } from "../../consent/index.ts";
import { createTemplate, listStarters } from "../../templates/index.ts";
import { demoValidity } from "./demo-consents.rules.ts";

/** Types with validity and different uses, a template, and a mailing that waits to be finished. */
export async function prepareDemonstration(ctx: Context): Promise<void> {
  const main = await getMainMailingType(ctx);
  await changeType(ctx, main.typeId, { validityDays: demoValidity.newsletter });
  await addType(ctx, {
    title: "Offres et promotions",
    code: "offers",
    description: "Remises de saison et nouveautés.",
    validityDays: demoValidity.offers,
    allowsMass: true,
    allowsSingle: false,
    allowsContact: false,
  });
  await addType(ctx, {
    title: "Rappels d’entretien",
    code: "maintenance",
    description: "Quand l’entretien annuel de l’appareil approche.",
    validityDays: demoValidity.maintenance,
    allowsMass: false,
    allowsSingle: true,
    allowsContact: false,
  });
  const newsletter = listStarters("fr").find((starter) => starter.starter === "newsletter");
  if (!newsletter) return;
  const { name, kind, subject, html } = newsletter;
  await createTemplate(ctx, { name, kind, language: "fr", subject, html });
  await createCampaign(ctx, {
    kind: "mailing",
    name: "Préparez votre chauffage pour l’hiver",
    senderId: null,
    language: "fr",
    subject: "%prénom|Bonjour%, votre chauffage est-il prêt pour l’hiver ?",
    html: html
      .replace(
        "Écrivez ici ce qu'il y a de nouveau, en deux ou trois phrases.",
        "Avant les premiers froids, une heure suffit pour vérifier votre installation et éviter la panne de janvier.",
      )
      .replace("Un premier sujet", "La visite d’hiver")
      .replace(
        "Ce que votre lecteur y gagne, et ce qu'il peut faire ensuite.",
        "Contrôle de la combustion, nettoyage, réglage : votre appareil consomme moins et dure plus longtemps.",
      ),
    filter: {
      kinds: ["client"],
      statuses: [],
      tags: [],
      cities: [],
      languages: [],
      consent: [],
      notWrittenSince: null,
      importId: null,
      consentEndsWithin: null,
      askedBy: null,
    },
  });
}
