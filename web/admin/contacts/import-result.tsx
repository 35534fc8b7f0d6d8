import { Button, Group, Stack } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactImport } from "../../../contracts/contact-imports.ts";
import { apiUrl, newIdempotencyKey, request } from "../../api-client/request.ts";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { CountList } from "../../ui/count-list.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Section } from "../../ui/section.tsx";
import { ImportCounts } from "./import-counts.tsx";
import { importKey } from "./import-queries.ts";
import { ImportRows } from "./import-rows.tsx";

/** What an import did, or what of it was taken back. */
export function ImportResult({ file }: { file: ContactImport }) {
  const { t } = useTranslation("contacts");
  const isUndone = file.state === "undone";
  return (
    <>
      <Section title={isUndone ? t("import.result.undoneTitle") : t("import.result.title")}>
        <Stack>
          {isUndone ? <UndoCounts file={file} /> : <ImportCounts file={file} />}
          <Group>
            {!isUndone && (
              <LinkButton to="/contacts" search={{ importId: file.importId }}>
                {t("import.result.show")}
              </LinkButton>
            )}
            <Button
              component="a"
              variant="default"
              href={apiUrl(`/contact-imports/${file.importId}/report.csv`)}
              download
              leftSection={<IconDownload size={18} aria-hidden />}
            >
              {t("import.result.report")}
            </Button>
            <LinkButton to="/contacts/import" variant="default">
              {t("import.result.another")}
            </LinkButton>
            {!isUndone && <UndoButton importId={file.importId} />}
          </Group>
        </Stack>
      </Section>
      <ImportRows file={file} />
    </>
  );
}

function UndoCounts({ file }: { file: ContactImport }) {
  const { t } = useTranslation("contacts");
  const { removed, restored, kept } = file.undo ?? { removed: 0, restored: 0, kept: 0 };
  return (
    <CountList
      label={t("import.result.undoneTitle")}
      counts={[
        { label: t("import.result.removed"), value: removed },
        { label: t("import.result.restored"), value: restored },
        { label: t("import.result.kept"), value: kept, tone: "waiting" },
      ]}
    />
  );
}

function UndoButton({ importId }: { importId: string }) {
  const { t } = useTranslation("contacts");
  const queryClient = useQueryClient();
  const [idempotencyKey] = useState(newIdempotencyKey);
  const undo = useMutation({
    mutationFn: () => request<ContactImport>("POST", `/contact-imports/${importId}/undo`, { idempotencyKey }),
    onSuccess: (file) => {
      queryClient.setQueryData(importKey(importId), file);
      void queryClient.invalidateQueries({ queryKey: ["contacts"] });
    },
  });
  return (
    <ConfirmButton
      question={t("import.undo.question")}
      consequence={t("import.undo.consequence")}
      confirmLabel={t("import.undo.action")}
      isDangerous
      onConfirm={() => undo.mutateAsync()}
    >
      {t("import.undo.action")}
    </ConfirmButton>
  );
}
