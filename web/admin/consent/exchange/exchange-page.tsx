import { Progress, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConsentImport } from "../../../../contracts/consent-exchange.ts";
import { upload } from "../../../api-client/upload.ts";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { FileDrop } from "../../../ui/file-drop.tsx";
import { PageHeader } from "../../../ui/page-header.tsx";
import { Section } from "../../../ui/section.tsx";
import { useCan } from "../../session.ts";
import { EarlierLists } from "./earlier-lists.tsx";
import { ConsentExports, SuppressionExports } from "./exports.tsx";

/** Consents and noes, in from other tools and out to them. */
export function ExchangePage() {
  const { t } = useTranslation("consent-exchange");
  const mayImport = useCan("contacts.import");
  const mayExport = useCan("contacts.export");
  return (
    <>
      <PageHeader title={t("title")} description={t("text")} />
      {mayImport && (
        <Section title={t("upload.title")} description={t("upload.text")}>
          <Upload />
        </Section>
      )}
      {mayImport && <EarlierLists />}
      {mayExport && <SuppressionExports />}
      {mayExport && <ConsentExports />}
    </>
  );
}

function Upload() {
  const { t } = useTranslation("consent-exchange");
  const navigate = useNavigate();
  const [share, setShare] = useState(0);
  const send = useMutation({
    mutationFn: (file: File) => upload<ConsentImport>("/consent-imports", file, { onProgress: setShare }),
    onSuccess: ({ consentImportId }) => navigate({ to: `/settings/consent-exchange/${consentImportId}` }),
  });
  return (
    <Stack>
      <Text size="sm" component="div">
        <ul style={{ margin: 0, paddingInlineStart: "1.25rem" }}>
          <li>{t("upload.consents")}</li>
          <li>{t("upload.suppressions")}</li>
          <li>{t("upload.never")}</li>
        </ul>
      </Text>
      <ErrorNotice problem={send.error} />
      {send.isPending ? (
        <Stack gap="xs" role="status">
          <Text>{t("upload.running")}</Text>
          <Progress value={share * 100} size="lg" animated aria-label={t("upload.running")} />
        </Stack>
      ) : (
        <FileDrop choose={t("upload.choose")} drop={t("upload.drop")} onFile={(file) => send.mutate(file)} />
      )}
    </Stack>
  );
}
