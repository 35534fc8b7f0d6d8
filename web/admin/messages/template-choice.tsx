import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SelectField } from "../../ui/select-field.tsx";
import { templateQuery, templatesQuery } from "../templates/template-queries.ts";

interface TemplateChoiceProps {
  onChoose: (content: { subject: string; html: string }) => void;
}

/** I13: a free text of the organisation to begin with. Not there while it has none. */
export function TemplateChoice({ onChoose }: TemplateChoiceProps) {
  const { t } = useTranslation("messaging");
  const cache = useQueryClient();
  const [chosen, setChosen] = useState<string | null>(null);
  const templates = useQuery(templatesQuery({ kind: "personal", limit: "200" })).data?.items ?? [];
  if (templates.length === 0) return null;
  const choose = async (templateId: string) => {
    setChosen(templateId);
    const { subject, html } = await cache.ensureQueryData(templateQuery(templateId));
    onChoose({ subject, html });
  };
  return (
    <SelectField
      label={t("write.template")}
      translate="no"
      options={templates.map(({ templateId, name }) => ({ value: templateId, label: name }))}
      value={chosen}
      onChange={(templateId) => void choose(templateId)}
    />
  );
}
