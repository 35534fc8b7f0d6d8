import { Progress, Stack, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactImport } from "../../../contracts/contact-imports.ts";
import { upload } from "../../api-client/upload.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { FileDrop } from "../../ui/file-drop.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Section } from "../../ui/section.tsx";
import { ImportSteps } from "./import-steps.tsx";

export function ImportUploadPage() {
  const { t } = useTranslation("contacts");
  const navigate = useNavigate();
  const [share, setShare] = useState(0);
  const send = useMutation({
    mutationFn: (file: File) => upload<ContactImport>("/contact-imports", file, { onProgress: setShare }),
    onSuccess: ({ importId }) => navigate({ to: `/contacts/imports/${importId}` }),
  });
  return (
    <>
      <PageHeader
        title={t("import.title")}
        back={{ to: "/contacts", label: t("navigation") }}
        actions={
          <LinkButton to="/contacts/imports" variant="default" leftSection={<IconHistory size={18} aria-hidden />}>
            {t("import.upload.earlier")}
          </LinkButton>
        }
      />
      <ImportSteps current="file" />
      <Section title={t("import.upload.title")} description={t("import.upload.text")}>
        <Stack>
          <ErrorNotice problem={send.error} />
          {send.isPending ? (
            <Sending name={send.variables.name} share={share} />
          ) : (
            <FileDrop
              choose={t("import.upload.choose")}
              drop={t("import.upload.drop")}
              onFile={(file) => send.mutate(file)}
            />
          )}
        </Stack>
      </Section>
    </>
  );
}

function Sending({ name, share }: { name: string; share: number }) {
  const { t } = useTranslation("contacts");
  const label = t("import.upload.running", { name });
  return (
    <Stack gap="xs" role="status">
      <Text translate="no">{label}</Text>
      <Progress value={share * 100} size="lg" animated aria-label={label} />
    </Stack>
  );
}
