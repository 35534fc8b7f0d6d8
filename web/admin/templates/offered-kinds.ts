import type { TemplateKind } from "../../../contracts/template-variables.ts";

/** The kinds that something is made from today; the others come with what causes their messages. */
export const offeredKinds = ["marketing", "personal", "consent-request"] as const satisfies readonly TemplateKind[];
