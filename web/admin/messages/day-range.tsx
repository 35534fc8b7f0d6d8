import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DataField } from "../../ui/data-field.tsx";
import type { Filters } from "../../ui/filters.ts";

/** I27: a day, or from one to another, both included. */
export function DayRange({ filters, onChange }: { filters: Filters; onChange: (change: Filters) => void }) {
  const { t } = useTranslation("messaging");
  const field = (name: "from" | "to") => (
    <DataField
      type="date"
      aria-label={t(`history.${name}`)}
      value={(filters[name] as string | undefined) ?? ""}
      onChange={(event) => onChange({ [name]: event.currentTarget.value || undefined })}
    />
  );
  return (
    <Group gap="xs" wrap="nowrap">
      {field("from")}
      <span aria-hidden>–</span>
      {field("to")}
    </Group>
  );
}
