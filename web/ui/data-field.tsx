import { Textarea, type TextareaProps, TextInput, type TextInputProps } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Optional {
  /** Marked in words; what must be filled carries no mark, being the rule. */
  isOptional?: boolean;
}

/** A text input for data: browsers and their plug-ins must not translate what is in it (X79). */
export function DataField({ isOptional = false, label, ...props }: TextInputProps & Optional) {
  return <TextInput translate="no" label={useOptionalLabel(label, isOptional)} {...props} />;
}

export function DataArea({ isOptional = false, label, ...props }: TextareaProps & Optional) {
  return <Textarea translate="no" autosize minRows={3} label={useOptionalLabel(label, isOptional)} {...props} />;
}

function useOptionalLabel(label: ReactNode, isOptional: boolean): ReactNode {
  const { t } = useTranslation();
  return isOptional ? `${label} (${t("common:optional")})` : label;
}
