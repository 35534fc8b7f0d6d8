import { createDocument, type Editor } from "@tiptap/core";
import { EditorContent, useEditor } from "@tiptap/react";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "../../../contracts/languages.ts";
import type { TemplateKind } from "../../../contracts/template-variables.ts";
import type { BodyCaret } from "./body-caret.ts";
import styles from "./content-editor.module.css";
import { richTextExtensions } from "./rich-text-extensions.ts";
import { htmlForMail } from "./rich-text-limits.ts";
import { RichTextToolbar } from "./rich-text-toolbar.tsx";
import { VariableMarks } from "./variable-marks.ts";

export interface BodyProps {
  html: string;
  onChange: (html: string) => void;
  onFocus: () => void;
  kind: TemplateKind;
  language: Language;
  isReadOnly: boolean;
  isInvalid: boolean;
  ref: Ref<BodyCaret>;
}

export function RichText(props: BodyProps) {
  const editor = useRichText(props);
  useImperativeHandle(props.ref, () => caretOf(editor), [editor]);
  return (
    <div className={styles.rich} data-invalid={props.isInvalid || undefined}>
      {!props.isReadOnly && <RichTextToolbar editor={editor} />}
      <EditorContent editor={editor} className={styles.paper} />
    </div>
  );
}

function useRichText(props: BodyProps): Editor {
  const { t } = useTranslation("templates");
  const latest = useRef(props);
  latest.current = props;
  const written = useRef(props.html);
  const editor = useEditor({
    extensions: [
      ...richTextExtensions,
      VariableMarks.configure({
        kind: () => latest.current.kind,
        known: styles.known ?? "",
        unknown: styles.unknown ?? "",
      }),
    ],
    content: props.html,
    editable: !props.isReadOnly,
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": t("editor.body"),
        translate: "no",
        lang: props.language,
      },
    },
    onUpdate: ({ editor: changed }) => {
      written.current = htmlForMail(changed.getHTML());
      latest.current.onChange(written.current);
    },
    onFocus: () => latest.current.onFocus(),
  });
  useEffect(() => takeOver(editor, { html: props.html, written }), [editor, props.html]);
  useEffect(() => editor.setEditable(!props.isReadOnly, false), [editor, props.isReadOnly]);
  // The marks depend on the kind, which is no part of the document: an empty transaction draws them anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the kind changes, for no other value
  useEffect(() => editor.view.dispatch(editor.state.tr), [editor, props.kind]);
  return editor;
}

interface Arrival {
  html: string;
  written: { current: string };
}

interface Arrival {
  html: string;
  written: { current: string };
}

/** HTML that came from elsewhere (a saved version, a replaced word); what says the same leaves the caret alone. */
function takeOver(editor: Editor, { html, written }: Arrival): void {
  if (html === written.current) return;
  written.current = html;
  if (!createDocument(html, editor.schema).eq(editor.state.doc)) {
    editor.commands.setContent(html, { emitUpdate: false });
  }
}

function caretOf(editor: Editor): BodyCaret {
  return {
    insertText: (text) => editor.chain().focus().insertContent({ type: "text", text }).run(),
    insertLink: (address, words) => {
      if (!editor.state.selection.empty) {
        editor.chain().focus().extendMarkRange("link").setLink({ href: address }).run();
        return;
      }
      const link = { type: "link", attrs: { href: address } };
      editor
        .chain()
        .focus()
        .insertContent({ type: "text", text: words, marks: [link] })
        .run();
    },
    insertSection: (token, words) => {
      const { from, to, empty } = editor.state.selection;
      if (empty) {
        editor
          .chain()
          .focus()
          .insertContent({ type: "text", text: `${token}${words}%end%` })
          .run();
        return;
      }
      editor.chain().focus().insertContentAt(to, "%end%").insertContentAt(from, token).run();
    },
    focus: () => editor.commands.focus(),
  };
}
