/** Our own wording of one kind in one language, ready to be changed by who sends it. */
export interface StarterText {
  name: string;
  subject: string;
  html: string;
}

export interface StarterSet {
  consentRequest: StarterText;
  newsletter: StarterText;
  simpleMessage: StarterText;
}

const buttonStyle =
  "display:inline-block;padding:12px 20px;background-color:#1d5f4a;color:#ffffff;text-decoration:none;border-radius:6px";

/** A link that looks like a button in every mail program. */
export function button(address: string, label: string): string {
  return `<p><a href="${address}" style="${buttonStyle}">${label}</a></p>`;
}

export function small(text: string): string {
  return `<p style="font-size:12px;color:#5c5f66">${text}</p>`;
}

export function paragraphs(...texts: string[]): string {
  return texts.map((text) => (text.startsWith("<") ? text : `<p>${text}</p>`)).join("\n");
}
