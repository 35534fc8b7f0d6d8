import { Switch, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ImportColumn, type ImportField, importFields } from "../../../contracts/contact-imports.ts";
import { Section } from "../../ui/section.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import styles from "./import.module.css";

interface Props {
  columns: ImportColumn[];
  onChange: (columns: ImportColumn[]) => void;
}

/** What each column means. Columns that are not used stay out of sight until asked for. */
export function ImportColumns({ columns, onChange }: Props) {
  const { t } = useTranslation("contacts");
  const [initiallyUsed] = useState(
    () => new Set(columns.filter((column) => column.field !== "ignore").map((one) => one.column)),
  );
  const isWide = columns.length > 12;
  const [showsAll, setShowsAll] = useState(!isWide);
  const shown = columns.filter((column) => showsAll || initiallyUsed.has(column.column) || column.field !== "ignore");
  const change = (changed: ImportColumn, field: ImportField) =>
    onChange(columns.map((column) => (column === changed ? { ...column, field } : column)));
  const used = columns.filter((column) => column.field !== "ignore").length;
  return (
    <Section
      title={t("import.columns.title")}
      description={t("import.columns.text", { count: used })}
      actions={
        isWide && (
          <Switch
            label={t("import.columns.all")}
            checked={showsAll}
            onChange={(event) => setShowsAll(event.currentTarget.checked)}
          />
        )
      }
    >
      <ul className={styles.columns}>
        {shown.map((column) => (
          <li key={column.column} className={styles.column}>
            <Text fw={500} className={styles.cell} translate="no">
              {column.header || "–"}
            </Text>
            <Text c="dimmed" size="sm" className={styles.cell} translate="no">
              {column.example || "–"}
            </Text>
            <MeaningField column={column} onChange={(field) => change(column, field)} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function MeaningField({ column, onChange }: { column: ImportColumn; onChange: (field: ImportField) => void }) {
  const { t } = useTranslation("contacts");
  return (
    <SelectField<ImportField>
      aria-label={t("import.columns.meaningOf", { header: column.header || String(column.column + 1) })}
      options={importFields.map((value) => ({ value, label: t(`import.fields.${value}`) }))}
      value={column.field}
      onChange={onChange}
    />
  );
}
