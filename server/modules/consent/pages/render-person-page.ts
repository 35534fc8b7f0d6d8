import type { HistoryEntry } from "../../../../contracts/consent.ts";
import { type Html, html } from "../../../http/html.ts";
import { phrase } from "../../../platform/phrases.ts";
import { localDate, startOfLocalDate } from "../validity.rules.ts";
import type { PageOutcome } from "./answer-from-page.ts";
import type { PersonPage, PersonType } from "./read-person-page.ts";
import { type Say, sayIn } from "./render-page.ts";

/** Why the page is shown again after a form that changed nothing. */
export type PageNotice = "too-young" | "too-old" | "no-decision";

export interface PersonView {
  page: PersonPage;
  nonce: string;
  /** Where the forms go, with the language in which the page is read. */
  action: string;
  outcome?: PageOutcome | undefined;
  notice?: PageNotice | undefined;
}

export function renderPersonPage(view: PersonView): Html {
  const { page } = view;
  const say = sayIn(page.language);
  const isAnyOpen = page.types.some((type) => type.status !== "refused" && type.status !== "withdrawn");
  return html`<h1>${say("heading", { organisation: page.organisation })}</h1>
<p class="lead">${say("intro", { organisation: page.organisation })} <strong translate="no">${page.address}</strong></p>
${renderNotice(view, say)}
<ul class="types">
${page.types.map((type) => renderType(view, type, say))}
</ul>
${isAnyOpen && page.types.length > 1 ? renderAll(view, say) : ""}
${page.mayGive ? "" : html`<p class="hint">${say("link-too-old", { organisation: page.organisation })}</p>`}
<p class="hint">${say("rights", { organisation: page.organisation })} ${say("law", { law: page.lawName })}</p>
${renderHistory(view, say)}`;
}

function renderNotice(view: PersonView, say: Say): Html | string {
  const { outcome, notice } = view;
  if (notice) return html`<div class="notice warn" role="status"><p>${say(`notices.${notice}`)}</p></div>`;
  if (!outcome) return "";
  const isYes = outcome.kind === "granted" || outcome.kind === "extended";
  const type = outcome.type;
  return html`<div class="notice ${isYes ? "yes" : "done"}" role="status">
<p>${say(`outcomes.${outcome.kind}`, { title: type?.title ?? "" })}</p>
${isYes && type ? form(view, { type, buttons: [["undo", say("undo")]], label: say("undo-label", { title: type.title }) }) : ""}
</div>`;
}

function renderType(view: PersonView, type: PersonType, say: Say): Html {
  const { page } = view;
  const since = type.validUntil === null ? "" : say("valid-until", { date: dayOf(type.validUntil, page) });
  return html`<li class="type">
<h2 id="type-${type.typeId}">${type.title}</h2>
<p class="wording">${type.text}</p>
<p class="state ${type.status}"><span class="mark" aria-hidden="true"></span>${say(`states.${type.status}`)} ${since}</p>
${form(view, { type, buttons: buttonsOf(type, page.mayGive, say), label: type.title })}
</li>`;
}

type Button = [decision: string, text: string];

/** Equal buttons, always: yes is no easier to press than no. */
function buttonsOf(type: PersonType, mayGive: boolean, say: Say): Button[] {
  const yes: Button[] = mayGive ? [["accept", say("buttons.accept")]] : [];
  switch (type.status) {
    case "not-asked":
    case "pending":
    case "expired":
      return [...yes, ["refuse", say("buttons.refuse")]];
    case "accepted":
      return [...(type.isRenewable ? yes : []), ["withdraw", say("buttons.withdraw")]];
    case "refused":
    case "withdrawn":
      return mayGive ? [["accept", say("buttons.give")]] : [];
  }
  type.status satisfies never;
}

function form(
  view: PersonView,
  { type, buttons, label }: { type: PersonType; buttons: Button[]; label: string },
): Html | string {
  if (buttons.length === 0) return "";
  return html`<form method="post" action="${view.action}" aria-label="${label}">
<input type="hidden" name="nonce" value="${view.nonce}">
<input type="hidden" name="type" value="${type.typeId}">
<div class="buttons">
${buttons.map(
  ([decision, text]) =>
    html`<button name="decision" value="${decision}" aria-describedby="type-${type.typeId}">${text}</button>`,
)}
</div>
</form>`;
}

function renderAll(view: PersonView, say: Say): Html {
  return html`<form class="all" method="post" action="${view.action}">
<input type="hidden" name="nonce" value="${view.nonce}">
<button name="decision" value="refuse-all">${say("buttons.refuse-all")}</button>
</form>`;
}

function renderHistory({ page, action }: PersonView, say: Say): Html | string {
  if (page.history.length === 0) return "";
  const area = (key: string) => phrase(page.language, `consent-area:${key}`);
  const file = (format: string) => action.replace("?", `/history?format=${format}&`);
  return html`<details class="history">
<summary>${say("history")}</summary>
<ol>
${page.history.map((entry) => renderEntry(page, entry))}
</ol>
<p class="hint">${area("download")} <a href="${file("pdf")}" download>${area("pdf")}</a> · <a href="${file("json")}" download>${area("json")}</a></p>
</details>`;
}

function renderEntry(page: PersonPage, entry: HistoryEntry): Html {
  const word = (key: string) => phrase(page.language, `consent:${key}`);
  return html`<li>
<time datetime="${entry.occurredAt}">${timeOf(new Date(entry.occurredAt), page)}</time>
<span>${word(`events.${entry.kind}`)}${entry.typeTitle === null ? "" : html` · ${entry.typeTitle}`}</span>
<span class="how">${word(`page.actors.${entry.actor}`)}, ${word(`sources.${entry.source}`)}</span>
${renderWords(page, entry)}
</li>`;
}

function renderWords(page: PersonPage, entry: HistoryEntry): Html | string {
  if (entry.wordingText === null || entry.wordingVersion === null) return "";
  const label = phrase(page.language, "consent-area:wording", { version: entry.wordingVersion });
  return html`<details class="words"><summary>${label}</summary>
<p class="wording" lang="${entry.language ?? page.language}">${entry.wordingTitle ?? ""}. ${entry.wordingText}</p></details>`;
}

function dayOf(date: Date, { language, timeZone }: PersonPage): string {
  // The end of a validity is the midnight that closes its last day.
  const lastMoment = new Date(date.getTime() - 1000);
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone }).format(lastMoment);
}

/** What staff entered has a day and no time of day. */
function timeOf(date: Date, { language, timeZone }: PersonPage): string {
  const isDay = startOfLocalDate(localDate(date, timeZone), timeZone).getTime() === date.getTime();
  const style: Intl.DateTimeFormatOptions = isDay ? { dateStyle: "long" } : { dateStyle: "long", timeStyle: "short" };
  return new Intl.DateTimeFormat(language, { ...style, timeZone }).format(date);
}
