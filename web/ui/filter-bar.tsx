import { Button, Group, MultiSelect, Pill, Select } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Filters } from "./filters.ts";
import { SearchField } from "./search-field.tsx";

export interface FilterField {
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
  /** Several at once; the filter is then a list. */
  isMultiple?: boolean;
}

export interface FilterBarProps {
  filters: Filters;
  onChange: (change: Filters) => void;
  fields?: readonly FilterField[];
  /** What the search finds; without it there is no search field. */
  searchLabel?: string;
  /** At the end: saved filters, an export. */
  children?: ReactNode;
}

/** Search, choices, and a chip for each choice that is on. The address holds them all (`useFilters`). */
export function FilterBar({ filters, onChange, fields = [], searchLabel, children }: FilterBarProps) {
  const change = (name: string, value: string | string[] | undefined) => onChange({ [name]: value });
  return (
    <search>
      <Group gap="sm" mb="md" align="flex-end">
        {searchLabel && (
          <SearchField
            value={textOf(filters.search)}
            onChange={(search) => change("search", search)}
            label={searchLabel}
          />
        )}
        {fields.map((field) => (
          <FilterInput key={field.name} field={field} value={filters[field.name]} onChange={change} />
        ))}
        {children}
      </Group>
      <Chips fields={fields} filters={filters} onChange={onChange} />
    </search>
  );
}

/** On a phone two beside each other. */
const filterWidth = { base: "calc(50% - 0.375rem)", xs: 190 };

interface FilterInputProps {
  field: FilterField;
  value: string | string[] | undefined;
  onChange: (name: string, value: string | string[] | undefined) => void;
}

function FilterInput({ field, value, onChange }: FilterInputProps) {
  const common = { data: [...field.options], "aria-label": field.label, placeholder: field.label, w: filterWidth };
  if (field.isMultiple) {
    return (
      <MultiSelect
        {...common}
        value={listOf(value)}
        onChange={(values) => onChange(field.name, values.length > 0 ? values : undefined)}
        renderPill={() => null}
      />
    );
  }
  return (
    <Select {...common} value={textOf(value) ?? null} onChange={(one) => onChange(field.name, one ?? undefined)} />
  );
}

function Chips({ fields, filters, onChange }: Required<Pick<FilterBarProps, "fields" | "filters" | "onChange">>) {
  const { t } = useTranslation();
  const chosen = fields.flatMap((field) => listOf(filters[field.name]).map((value) => ({ field, value })));
  if (chosen.length === 0) return null;
  const remove = ({ name }: FilterField, value: string) => {
    const rest = listOf(filters[name]).filter((other) => other !== value);
    onChange({ [name]: rest.length > 0 ? rest : undefined });
  };
  return (
    <Group gap="xs" mb="md">
      {chosen.map(({ field, value }) => (
        <Pill
          key={`${field.name} ${value}`}
          size="md"
          withRemoveButton
          removeButtonProps={{
            "aria-label": t("common:filter.remove", { filter: `${field.label}: ${labelOf(field, value)}` }),
            "aria-hidden": false,
            tabIndex: 0,
          }}
          onRemove={() => remove(field, value)}
        >
          {field.label}: {labelOf(field, value)}
        </Pill>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={() => onChange(Object.fromEntries(fields.map(({ name }) => [name, undefined])))}
      >
        {t("common:filter.clear")}
      </Button>
    </Group>
  );
}

const listOf = (value: string | string[] | undefined): string[] => (value === undefined ? [] : [value].flat());
const textOf = (value: string | string[] | undefined): string | undefined => listOf(value)[0];
const labelOf = (field: FilterField, value: string): string =>
  field.options.find((option) => option.value === value)?.label ?? value;
