import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

export interface SearchFieldProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  /** What can be found: "Name, e-mail, phone". */
  label?: string;
}

/** Searches while one types, a moment after the last key. */
export function SearchField({ value, onChange, label }: SearchFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value ?? "");
  const search = useDebouncedCallback((next: string) => onChange(next.trim() || undefined), 300);
  useEffect(() => setText((current) => (current.trim() === (value ?? "") ? current : (value ?? ""))), [value]);
  const type = (next: string) => {
    setText(next);
    search(next);
  };
  return (
    <TextInput
      type="search"
      translate="no"
      aria-label={label ?? t("common:search")}
      placeholder={label ?? t("common:search")}
      leftSection={<IconSearch size={18} aria-hidden />}
      rightSection={text && <CloseButton aria-label={t("common:clearSearch")} onClick={() => type("")} />}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      miw={220}
      flex={1}
      maw={420}
    />
  );
}
