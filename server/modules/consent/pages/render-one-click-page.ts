import type { Language } from "../../../../contracts/languages.ts";
import { type Html, html } from "../../../http/html.ts";
import { sayIn } from "./render-page.ts";

/** What a person sees who opens the address that mail programs post to: one button, no other question. */
export function renderOneClickConfirm(input: {
  language: Language;
  organisation: string;
  address: string;
  title: string;
  action: string;
}): Html {
  const say = sayIn(input.language);
  return html`<h1>${say("one-click.heading")}</h1>
<p class="lead">${say("one-click.text", { organisation: input.organisation, title: input.title })} <strong translate="no">${input.address}</strong></p>
<form method="post" action="${input.action}">
<input type="hidden" name="List-Unsubscribe" value="One-Click">
<div class="buttons"><button>${say("one-click.button")}</button></div>
</form>`;
}

export function renderOneClickDone(language: Language, organisation: string): Html {
  const say = sayIn(language);
  return html`<h1>${say("one-click.done")}</h1>
<p class="lead" role="status">${say("one-click.done-text", { organisation })}</p>`;
}

/** For every link that we did not make, that was changed or that leads to nobody any more: they all look alike. */
export function renderNeutral(language: Language): Html {
  const say = sayIn(language);
  return html`<h1>${say("neutral.heading")}</h1>
<p class="lead">${say("neutral.text")}</p>`;
}
