import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ContactImport } from "../../../contracts/contact-imports.ts";
import { useFilters } from "../../ui/filters.ts";
import { formatNumber } from "../../ui/format.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { ProgressPanel } from "../../ui/progress-panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { DiscardImport } from "./discard-import.tsx";
import { ImportFailure } from "./import-failure.tsx";
import { ImportPeopleStep } from "./import-people-step.tsx";
import { ImportPreviewStep } from "./import-preview-step.tsx";
import { importQuery } from "./import-queries.ts";
import { ImportResult } from "./import-result.tsx";
import { type ImportStepName, ImportSteps } from "./import-steps.tsx";

export function ImportPage() {
  const { importId = "" } = useParams({ strict: false });
  return <QueryView query={useQuery(importQuery(importId))}>{(file) => <OpenImport file={file} />}</QueryView>;
}

function OpenImport({ file }: { file: ContactImport }) {
  const { t } = useTranslation("contacts");
  const [{ step }, setFilters] = useFilters<{ step?: string }>();
  const navigate = useNavigate();
  const current = stepOf(file, step);
  const open = (name: string) =>
    name === "file"
      ? void navigate({ to: "/contacts/import" })
      : setFilters({ step: name === "people" ? name : undefined });
  const canChange = file.state === "ready" || file.state === "checked" || file.state === "failed";
  return (
    <>
      <PageHeader
        title={file.fileName}
        titleIsData
        back={{ to: "/contacts/imports", label: t("import.list.title") }}
        description={<WhatWasFound file={file} />}
        actions={canChange && <DiscardImport importId={file.importId} />}
      />
      <ImportSteps current={current} {...(file.state === "checked" && { onOpen: open })} />
      <StepContent
        file={file}
        step={current}
        onBack={() => setFilters({ step: "people" })}
        onChecked={() => setFilters({ step: undefined })}
      />
    </>
  );
}

function stepOf(file: ContactImport, wanted: string | undefined): ImportStepName {
  switch (file.state) {
    case "reading":
    case "failed":
      return "file";
    case "ready":
      return "people";
    case "checking":
      return "preview";
    case "checked":
      return wanted === "people" ? "people" : "preview";
    default:
      return "run";
  }
}

interface ContentProps {
  file: ContactImport;
  step: ImportStepName;
  onBack: () => void;
  onChecked: () => void;
}

function StepContent({ file, step, onBack, onChecked }: ContentProps) {
  if (file.state === "failed") return <ImportFailure file={file} />;
  if (file.state === "reading" || file.state === "checking") return <Working file={file} />;
  if (file.state === "running" || file.state === "undoing") return <Working file={file} startedAt={file.startedAt} />;
  if (step === "people") return <ImportPeopleStep file={file} onChecked={onChecked} />;
  if (step === "preview") return <ImportPreviewStep file={file} onBack={onBack} />;
  return <ImportResult file={file} />;
}

function Working({ file, startedAt }: { file: ContactImport; startedAt?: string | null }) {
  const { t } = useTranslation("contacts");
  const isRun = file.state === "running";
  return (
    <ProgressPanel
      title={t(`import.${file.state}`)}
      done={file.doneRows}
      total={file.state === "reading" ? 0 : file.totalRows}
      {...(isRun && startedAt && { startedAt })}
    >
      <Text size="sm" c="dimmed">
        {t("import.goesOn")}
      </Text>
    </ProgressPanel>
  );
}

const toolNames: Record<ContactImport["tool"], string> = {
  google: "Google Contacts",
  outlook: "Outlook",
  hubspot: "HubSpot",
  mailchimp: "Mailchimp",
  brevo: "Brevo",
  listmonk: "listmonk",
  other: "",
};

function WhatWasFound({ file }: { file: ContactImport }) {
  const { t, i18n } = useTranslation("contacts");
  if (file.state === "reading" || file.state === "failed") return null;
  const { settings, tool } = file;
  return t("import.found", {
    rows: formatNumber(i18n.language, file.totalRows),
    tool: toolNames[tool] || t("import.otherTool"),
    encoding: settings.encoding.toUpperCase(),
  });
}
