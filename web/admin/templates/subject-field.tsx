import { type Ref, useImperativeHandle, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "../../../contracts/languages.ts";
import { longestSubject } from "../../../contracts/templates.ts";
import { DataField } from "../../ui/data-field.tsx";

export interface SubjectCaret {
  insertText: (text: string) => void;
}

interface Props {
  value: string;
  onChange: (value: string) => void;
  onFocus: () => void;
  language: Language;
  isReadOnly: boolean;
  problem: string | undefined;
  ref: Ref<SubjectCaret>;
}

export function SubjectField({ value, onChange, onFocus, language, isReadOnly, problem, ref }: Props) {
  const { t } = useTranslation("templates");
  const input = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => ({
    insertText: (text) => {
      const field = input.current;
      if (!field) return;
      field.focus();
      const { selectionStart, selectionEnd } = field;
      field.setRangeText(text, selectionStart ?? 0, selectionEnd ?? 0, "end");
      onChange(field.value);
    },
  }));
  return (
    <DataField
      ref={input}
      label={t("editor.subject")}
      lang={language}
      required
      maxLength={longestSubject}
      readOnly={isReadOnly}
      value={value}
      error={problem}
      onFocus={onFocus}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
