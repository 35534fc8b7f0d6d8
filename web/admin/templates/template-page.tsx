import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Template } from "../../../contracts/templates.ts";
import { Banner } from "../../ui/banner.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useCan } from "../session.ts";
import { inputOf, TemplateForm } from "./template-form.tsx";
import { templateQuery } from "./template-queries.ts";
import { TemplateRowActions } from "./template-row-actions.tsx";
import { TemplateStatus } from "./template-status.tsx";

export function TemplatePage() {
  const { templateId = "" } = useParams({ strict: false }) as { templateId?: string };
  const template = useQuery({ ...templateQuery(templateId), refetchOnWindowFocus: false });
  return (
    <QueryView query={template}>{(loaded) => <OpenTemplate key={loaded.templateId} template={loaded} />}</QueryView>
  );
}

function OpenTemplate({ template }: { template: Template }) {
  const canWrite = useCan("templates.write");
  return (
    <TemplateForm
      header={{ title: template.name, titleIsData: true, badge: <TemplateStatus template={template} /> }}
      initial={inputOf(template)}
      saved={template}
      isReadOnly={!canWrite || template.archivedAt !== null}
      actions={canWrite && <TemplateRowActions template={template} />}
      notice={<Notice template={template} canWrite={canWrite} />}
      onSaved={() => undefined}
    />
  );
}

function Notice({ template, canWrite }: { template: Template; canWrite: boolean }) {
  const { t } = useTranslation("templates");
  if (template.archivedAt) return <Banner tone="quiet" title={t("page.archivedTitle")} text={t("page.archivedText")} />;
  return canWrite ? null : <Banner tone="quiet" title={t("page.readOnly")} />;
}
