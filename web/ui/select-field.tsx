import { Select, type SelectProps } from "@mantine/core";
import { useTranslation } from "react-i18next";

export interface SelectFieldProps<Value extends string>
  extends Omit<SelectProps, "data" | "value" | "onChange" | "searchable"> {
  options: readonly { value: Value; label: string }[];
  value: Value | null;
  onChange: (value: Value) => void;
}

/** One of a list; always chosen. From eight options on one can type to find. */
export function SelectField<Value extends string>({ options, onChange, ...props }: SelectFieldProps<Value>) {
  const { t } = useTranslation();
  return (
    <Select
      allowDeselect={false}
      checkIconPosition="right"
      searchable={options.length > 8}
      nothingFoundMessage={t("common:nothingFound")}
      {...props}
      data={[...options]}
      onChange={(value) => value !== null && onChange(value as Value)}
    />
  );
}
