import { Button, Group, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactImport } from "../../../contracts/contact-imports.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { Banner } from "../../ui/banner.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Section } from "../../ui/section.tsx";
import { ImportCounts } from "./import-counts.tsx";
import { importKey } from "./import-queries.ts";
import { ImportRows } from "./import-rows.tsx";

/** What the import would do, group by group and row by row; then the one button that does it. */
export function ImportPreviewStep({ file, onBack }: { file: ContactImport; onBack: () => void }) {
  const { t } = useTranslation("contacts");
  return (
    <>
      <Section title={t("import.preview.title")} description={t("import.preview.text")}>
        <Stack>
          <ImportCounts file={file} />
          {file.refusals > 0 && (
            <Banner
              tone="attention"
              title={t("import.preview.refusals")}
              text={t("import.preview.refusalsText", { count: file.refusals })}
            />
          )}
          <StartButton file={file} onBack={onBack} />
        </Stack>
      </Section>
      <ImportRows file={file} />
    </>
  );
}

function StartButton({ file, onBack }: { file: ContactImport; onBack: () => void }) {
  const { t } = useTranslation("contacts");
  const queryClient = useQueryClient();
  const [idempotencyKey] = useState(newIdempotencyKey);
  const start = useMutation({
    mutationFn: () => request<ContactImport>("POST", `/contact-imports/${file.importId}/start`, { idempotencyKey }),
    onSuccess: (started) => queryClient.setQueryData(importKey(file.importId), started),
  });
  const { new: fresh, update, same, registered } = file.counts;
  const count = fresh + update + same + registered;
  return (
    <Stack>
      <ErrorNotice problem={start.error} />
      {count === 0 && <Banner tone="attention" title={t("import.preview.nothing")} />}
      <Group>
        <Button disabled={count === 0} loading={start.isPending} onClick={() => start.mutate()}>
          {t("import.preview.start", { count })}
        </Button>
        <Button variant="default" onClick={onBack}>
          {t("import.preview.back")}
        </Button>
      </Group>
    </Stack>
  );
}
