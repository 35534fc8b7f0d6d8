import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { IconFileUpload, IconHistory } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactImport } from "../../../contracts/contact-imports.ts";
import { upload } from "../../api-client/upload.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Section } from "../../ui/section.tsx";
import styles from "./import.module.css";
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
            <DropArea onFile={(file) => send.mutate(file)} />
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

function DropArea({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useTranslation("contacts");
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra for the mouse; the button does the same
    <div
      className={styles.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileUpload size={40} stroke={1.5} aria-hidden />
      <Text c="dimmed">{t("import.upload.drop")}</Text>
      <Group>
        <Button onClick={() => input.current?.click()}>{t("import.upload.choose")}</Button>
      </Group>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        className={styles.file}
        aria-label={t("import.upload.choose")}
        tabIndex={-1}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}
