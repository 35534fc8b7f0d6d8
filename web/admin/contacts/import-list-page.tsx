import { IconFileImport } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ContactImport, ImportState } from "../../../contracts/contact-imports.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { useFilters } from "../../ui/filters.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { NumberText } from "../../ui/number-text.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import type { Tone } from "../../ui/tones.ts";
import { importsQuery } from "./import-queries.ts";

const tones: Record<ImportState, Tone> = {
  reading: "running",
  ready: "waiting",
  checking: "running",
  checked: "waiting",
  running: "running",
  done: "good",
  undoing: "running",
  undone: "quiet",
  failed: "bad",
};

export function ImportListPage() {
  const { t } = useTranslation("contacts");
  const [{ cursor }, setFilters] = useFilters<{ cursor?: string }>();
  const imports = useQuery({ ...importsQuery({ cursor }), placeholderData: keepPreviousData });
  const add = <LinkButton to="/contacts/import">{t("import.title")}</LinkButton>;
  return (
    <>
      <PageHeader title={t("import.list.title")} back={{ to: "/contacts", label: t("navigation") }} actions={add} />
      <DataTable<ContactImport>
        label={t("import.list.title")}
        query={imports}
        rowKey={(file) => file.importId}
        rowLink={(file) => `/contacts/imports/${file.importId}`}
        cursor={cursor}
        onCursor={(next) => setFilters({ cursor: next })}
        empty={<EmptyState icon={IconFileImport} title={t("import.list.none")} action={add} />}
        columns={[
          { name: "file", label: t("import.list.file"), render: (file) => file.fileName, isTitle: true, isData: true },
          { name: "people", label: t("import.list.people"), render: (file) => <Who file={file} /> },
          {
            name: "rows",
            label: t("import.list.rows"),
            render: (file) => <NumberText value={file.totalRows} />,
            align: "end",
          },
          { name: "by", label: t("import.list.by"), render: (file) => file.declaredBy, isData: true },
          { name: "when", label: t("import.list.when"), render: (file) => <DateTime at={file.createdAt} /> },
          {
            name: "state",
            label: t("import.list.state"),
            render: (file) => <StatusBadge tone={tones[file.state]} label={t(`import.states.${file.state}`)} />,
          },
        ]}
      />
    </>
  );
}

function Who({ file }: { file: ContactImport }) {
  const { t } = useTranslation("contacts");
  const isAnswered = file.state !== "reading" && file.state !== "ready" && file.state !== "failed";
  return isAnswered ? t(`import.people.${file.settings.people}`) : "–";
}
