const paragraph =
  "Cette saison, nous avons préparé pour vous une sélection d'appareils de chauffage économes, avec une pose soignée par nos équipes et un suivi pendant toute l'année. Répondez à ce message pour convenir d'une visite.";

const variables = [
  "%name%",
  "%first_name%",
  "%last_name%",
  "%contact_company%",
  "%city%",
  "%email%",
  "%company%",
  "%preferences_link%",
];

export const subject = "Les nouvelles de l'été pour %name%";

/** The same text for the product and its peers: 10 kB of HTML with eight variables, not all of it ASCII. */
export function newsletterHtml(): string {
  const named = variables.map((name) =>
    name === "%preferences_link%" ? `<p><a href="${name}">Vos choix</a></p>` : `<p>${paragraph} <b>${name}</b></p>`,
  );
  const parts = [...named];
  while (Buffer.byteLength(parts.join("\n")) < 10_100) parts.push(`<p style="color:#333">${paragraph}</p>`);
  return `<html><body>\n${parts.join("\n")}\n</body></html>`;
}
