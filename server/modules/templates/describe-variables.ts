import {
  listVariables,
  type TemplateKind,
  type TemplateVariable,
  templateKinds,
} from "../../../contracts/template-variables.ts";

/** In a shape that the API may give away: the registry itself is read-only. */
export function describeVariables(kind?: TemplateKind) {
  const wanted = new Set<TemplateVariable>((kind ? [kind] : templateKinds).flatMap(listVariables));
  return [...wanted].map(({ key, names, holds, kinds, examples }) => ({
    key,
    names: { en: [...names.en], fr: [...names.fr], es: [...names.es], it: [...names.it] },
    holds,
    kinds: [...kinds],
    examples,
  }));
}
