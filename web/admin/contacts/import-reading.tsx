import { SimpleGrid, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import {
  type ContactImport,
  type ImportEncoding,
  type ImportSeparator,
  importEncodings,
} from "../../../contracts/contact-imports.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { useChangeImport } from "./use-change-import.ts";

const separators: [ImportSeparator, "comma" | "semicolon" | "tab" | "bar"][] = [
  [",", "comma"],
  [";", "semicolon"],
  ["\t", "tab"],
  ["|", "bar"],
];

/** How the file is read. Another choice reads it anew at once. */
export function ImportReading({ file }: { file: ContactImport }) {
  const { t } = useTranslation("contacts");
  const change = useChangeImport(file.importId);
  return (
    <Stack>
      <ErrorNotice problem={change.error} />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <SelectField<ImportEncoding>
          label={t("import.options.encoding")}
          options={importEncodings.map((value) => ({ value, label: value.toUpperCase() }))}
          value={file.settings.encoding}
          onChange={(encoding) => change.mutate({ encoding })}
        />
        <SelectField<ImportSeparator>
          label={t("import.options.separator")}
          options={separators.map(([value, name]) => ({ value, label: t(`import.separators.${name}`) }))}
          value={file.settings.separator}
          onChange={(separator) => change.mutate({ separator })}
        />
      </SimpleGrid>
    </Stack>
  );
}
