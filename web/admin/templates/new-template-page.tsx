import { useQueries } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Language, languages } from "../../../contracts/languages.ts";
import type { Starter, TemplateInput } from "../../../contracts/templates.ts";
import type { Filters } from "../../ui/filters.ts";
import { QueryView } from "../../ui/query-view.tsx";
import { useCan } from "../session.ts";
import { TemplateForm } from "./template-form.tsx";
import { startersQuery } from "./template-queries.ts";

export function NewTemplatePage() {
  const { i18n } = useTranslation("templates");
  const { starter = "" } = useSearch({ strict: false }) as Filters;
  const starters = useQueries({
    queries: languages.map(startersQuery),
    combine: (results) => ({
      data: results.every(({ data }) => data) ? results.flatMap(({ data }) => data ?? []) : undefined,
      error: results.find(({ error }) => error)?.error ?? null,
      refetch: () => Promise.all(results.map(({ refetch }) => refetch())),
    }),
  });
  return (
    <QueryView query={starters}>
      {(all) => (
        <NewTemplate
          key={String(starter)}
          starters={all.filter((each) => each.starter === starter)}
          language={i18n.language as Language}
        />
      )}
    </QueryView>
  );
}

function NewTemplate({ starters, language }: { starters: Starter[]; language: Language }) {
  const { t } = useTranslation("templates");
  const navigate = useNavigate();
  const canWrite = useCan("templates.write");
  const own = starters.find((starter) => starter.language === language);
  const initial: TemplateInput = own ?? { name: "", kind: "marketing", language, subject: "", html: "" };
  return (
    <TemplateForm
      header={{ title: t("page.newTitle") }}
      initial={initial}
      isReadOnly={!canWrite}
      translate={(input) => translate(input, starters)}
      onSaved={({ templateId }) =>
        void navigate({ to: "/templates/$templateId", params: { templateId }, replace: true, ignoreBlocker: true })
      }
    />
  );
}

/** Our own text, while nobody has changed it, follows the language. */
function translate(input: TemplateInput, starters: readonly Starter[]): TemplateInput {
  const isUntouched = starters.some(({ subject, html }) => subject === input.subject && html === input.html);
  const other = starters.find(({ language }) => language === input.language);
  if (!isUntouched || !other) return input;
  const isOwnName = starters.some(({ name }) => name === input.name);
  return { ...input, subject: other.subject, html: other.html, name: isOwnName ? other.name : input.name };
}
