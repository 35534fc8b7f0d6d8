import type { Language } from "../../../../contracts/languages.ts";
import { type Html, html } from "../../../http/html.ts";
import { phrase } from "../../../platform/phrases.ts";
import type { Say } from "../pages/render-page.ts";

export function sayInArea(language: Language): Say {
  return (key, values) => phrase(language, `consent-area:${key}`, values);
}

export interface AreaForm {
  language: Language;
  organisation: string;
  action: string;
  isWrong: boolean;
}

export function renderAreaForm({ language, organisation, action, isWrong }: AreaForm): Html {
  const say = sayInArea(language);
  return html`<h1>${say("heading", { organisation })}</h1>
<p class="lead">${say("intro", { organisation })}</p>
${isWrong ? html`<div class="notice warn" role="alert"><p id="email-problem">${say("not-an-address")}</p></div>` : ""}
<form class="ask" method="post" action="${action}">
<label for="email">${say("email")}</label>
<input id="email" name="email" type="email" autocomplete="email" inputmode="email" maxlength="320" required translate="no"${isWrong ? html` aria-describedby="email-problem" aria-invalid="true"` : ""}>
<button>${say("send")}</button>
</form>
<p class="hint">${say("why")}</p>`;
}

export function renderAreaSent({ language, organisation }: { language: Language; organisation: string }): Html {
  const say = sayInArea(language);
  return html`<h1>${say("sent-heading")}</h1>
<p class="lead" role="status">${say("sent", { organisation })}</p>
<p class="hint">${say("sent-hint")}</p>`;
}
