import { Textarea } from "@mantine/core";
import { useImperativeHandle, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { BodyCaret } from "./body-caret.ts";
import styles from "./content-editor.module.css";
import type { BodyProps } from "./rich-text.tsx";

/** The HTML as it is, for who brings a layout of their own. */
export function SourceText(props: BodyProps) {
  const { t } = useTranslation("templates");
  const area = useRef<HTMLTextAreaElement>(null);
  const latest = useRef(props);
  latest.current = props;
  useImperativeHandle(props.ref, () => caretOf(area, (html) => latest.current.onChange(html)), []);
  return (
    <Textarea
      ref={area}
      aria-label={t("editor.source")}
      classNames={{ input: styles.source ?? "" }}
      translate="no"
      spellCheck={false}
      autoCapitalize="off"
      autosize
      minRows={14}
      maxRows={32}
      value={props.html}
      readOnly={props.isReadOnly}
      error={props.isInvalid}
      onFocus={props.onFocus}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

function caretOf(area: { current: HTMLTextAreaElement | null }, onChange: (html: string) => void): BodyCaret {
  const replace = (write: (marked: string) => string) => {
    const input = area.current;
    if (!input) return;
    input.focus();
    const { selectionStart, selectionEnd, value } = input;
    input.setRangeText(write(value.slice(selectionStart, selectionEnd)), selectionStart, selectionEnd, "end");
    onChange(input.value);
  };
  return {
    insertText: (text) => replace(() => text),
    insertLink: (address, words) => replace((marked) => `<a href="${address}">${marked || words}</a>`),
    insertSection: (token, words) => replace((marked) => `${token}${marked || words}%end%`),
    focus: () => area.current?.focus(),
  };
}
