import { useTranslation } from "react-i18next";
import type { TemplateSummary } from "../../../contracts/templates.ts";
import { StatusBadge } from "../../ui/status-badge.tsx";

/** Nothing for a template that is simply there. */
export function TemplateStatus({ template }: { template: TemplateSummary }) {
  const { t } = useTranslation("templates");
  if (template.archivedAt) {
    return <StatusBadge tone="quiet" label={t("list.isArchived")} />;
  }
  return template.isInUse ? <StatusBadge tone="good" label={t("list.isInUse")} /> : null;
}
