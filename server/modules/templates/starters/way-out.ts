import type { Language } from "../../../../contracts/languages.ts";

/** Every bulk message shows its way out (D5): a text without one gets this line, where its writer sees it. */
export function addWayOut(html: string, language: Language, variables: readonly string[]): string {
  const hasWayOut = variables.includes("preferences_link") || variables.includes("unsubscribe_link");
  return hasWayOut ? html : `${html}\n${lines[language]}`;
}

const style = "font-size:12px;color:#5c5f66";

const lines: Record<Language, string> = {
  en: `<p style="${style}">You receive this message because you agreed to hear from %company%. <a href="%preferences_link%">Change what you receive, or unsubscribe</a></p>`,
  fr: `<p style="${style}">Vous recevez ce message parce que vous avez accepté ceux de %entreprise%. <a href="%lien_de_préférences%">Choisir ce que vous recevez ou vous désinscrire</a></p>`,
  es: `<p style="${style}">Recibe este mensaje porque aceptó recibir noticias de %empresa%. <a href="%enlace_de_preferencias%">Elegir lo que recibe o darse de baja</a></p>`,
  it: `<p style="${style}">Riceve questo messaggio perché ha accettato quelli di %azienda%. <a href="%link_alle_preferenze%">Scegliere che cosa ricevere o annullare l'iscrizione</a></p>`,
};
