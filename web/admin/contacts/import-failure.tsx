import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ContactImport } from "../../../contracts/contact-imports.ts";
import { Banner } from "../../ui/banner.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Section } from "../../ui/section.tsx";
import { ImportReading } from "./import-reading.tsx";

/** Why the file cannot be read; another separator or encoding may be all it needs. */
export function ImportFailure({ file }: { file: ContactImport }) {
  const { t } = useTranslation("contacts");
  const { code, line } = file.failure ?? { code: "unreadable", line: null };
  return (
    <Stack>
      <Banner
        tone="bad"
        isAlert
        title={t("import.failed")}
        text={t(`import.failures.${code}`, { line: line ?? "?" })}
        action={<LinkButton to="/contacts/import">{t("import.tryAnother")}</LinkButton>}
      />
      <Section title={t("import.options.title")}>
        <ImportReading file={file} />
      </Section>
    </Stack>
  );
}
