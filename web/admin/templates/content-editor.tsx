import { Button, Stack } from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { IconBraces } from "@tabler/icons-react";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "../../../contracts/languages.ts";
import type { TemplateKind } from "../../../contracts/template-variables.ts";
import type { ContentFault } from "../../../contracts/templates.ts";
import { Section } from "../../ui/section.tsx";
import type { FoundContact } from "../contacts/contact-search.tsx";
import type { BodyCaret } from "./body-caret.ts";
import { BodyEditor } from "./body-editor.tsx";
import styles from "./content-editor.module.css";
import { ContentFaults } from "./content-faults.tsx";
import { ContentPreview } from "./content-preview.tsx";
import { useContentPreview } from "./preview-source.ts";
import { SendTest } from "./send-test.tsx";
import { type SubjectCaret, SubjectField } from "./subject-field.tsx";
import { type Insertion, VariableDialog } from "./variable-dialog.tsx";

export interface EditedContent {
  subject: string;
  html: string;
}

export interface ContentEditorProps {
  kind: TemplateKind;
  language: Language;
  value: EditedContent;
  onChange: (value: EditedContent) => void;
  isReadOnly?: boolean;
  /** The server's refusal of a field: `useFieldProblem(mutation.error)`. */
  fieldProblem?: (field: string) => string | undefined;
  /** Whom the text is written to: the preview shows their values. Without one, the reader chooses. */
  contact?: FoundContact;
  /** The sender that the message will take: a test takes it too. */
  senderId?: string;
}

/** Subject and body with variables, what is wrong with them, and how they will be read. Saves nothing itself. */
export function ContentEditor(props: ContentEditorProps) {
  const { kind, language, value, isReadOnly = false, fieldProblem = () => undefined } = props;
  const [settled] = useDebouncedValue(value, 500);
  const [chosen, setChosen] = useState<FoundContact>();
  const contact = props.contact ?? chosen;
  const draft = { kind, language, subject: settled.subject, html: settled.html };
  const { faults, message, problem } = useContentPreview(draft, contact?.contactId);
  const [isSource, setSource] = useState(false);
  const subject = useRef<SubjectCaret>(null);
  const body = useRef<BodyCaret>(null);
  const [target, setTarget] = useState<"subject" | "body">("body");
  const shown = faults.filter(({ code }) => code !== "nothing-to-read");
  // What the list of faults says already is not said again below the field.
  const problemOf = (field: "subject" | "html") =>
    shown.some((fault) => fault.field === field) ? undefined : fieldProblem(field);
  const change = (some: Partial<EditedContent>) => props.onChange({ ...value, ...some });
  return (
    <div className={styles.columns}>
      <ContentSection
        isReadOnly={isReadOnly}
        {...{ kind, language, target }}
        onInsert={(insertion) => insertAt({ target, subject, body }, insertion)}
      >
        <SubjectField
          ref={subject}
          value={value.subject}
          language={language}
          isReadOnly={isReadOnly}
          problem={problemOf("subject")}
          onChange={(next) => change({ subject: next })}
          onFocus={() => setTarget("subject")}
        />
        <BodyEditor
          ref={body}
          html={value.html}
          {...{ kind, language, isReadOnly, isSource }}
          onSourceChange={setSource}
          problem={problemOf("html")}
          onChange={(html) => change({ html })}
          onFocus={() => setTarget("body")}
        />
        <ContentFaults
          faults={shown}
          isSource={isSource}
          {...(!isReadOnly && { onReplace: (fault, suggestion) => change(replaceFault(value, fault, suggestion)) })}
        />
      </ContentSection>
      <div className={styles.preview}>
        <ContentPreview
          message={message}
          problem={problem}
          contact={contact}
          {...(!props.contact && { onChoose: setChosen })}
          test={
            <SendTest
              draft={draft}
              contactId={contact?.contactId}
              senderId={props.senderId}
              isDisabled={faults.length > 0}
            />
          }
        />
      </div>
    </div>
  );
}

interface ContentSectionProps {
  kind: TemplateKind;
  language: Language;
  target: "subject" | "body";
  isReadOnly: boolean;
  onInsert: (insertion: Insertion) => void;
  children: ReactNode;
}

function ContentSection({ isReadOnly, onInsert, children, ...dialog }: ContentSectionProps) {
  const { t } = useTranslation("templates");
  const [isOpen, { open, close }] = useDisclosure(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Section
      title={t("page.content")}
      actions={
        !isReadOnly && (
          <Button ref={button} variant="default" leftSection={<IconBraces size={18} aria-hidden />} onClick={open}>
            {t("variables.button")}
          </Button>
        )
      }
    >
      <Stack>{children}</Stack>
      <VariableDialog
        {...dialog}
        isOpen={isOpen}
        onClose={() => {
          close();
          // After the dialog has given the focus back to nobody.
          setTimeout(() => button.current?.focus());
        }}
        onInsert={(insertion) => {
          close();
          setTimeout(() => onInsert(insertion));
        }}
      />
    </Section>
  );
}

interface Caret {
  target: "subject" | "body";
  subject: { current: SubjectCaret | null };
  body: { current: BodyCaret | null };
}

function insertAt({ target, subject, body }: Caret, insertion: Insertion): void {
  if (target === "subject") {
    const end = insertion.kind === "section" ? `${insertion.words}%end%` : "";
    subject.current?.insertText(insertion.token + end);
  } else if (insertion.kind === "link") {
    body.current?.insertLink(insertion.token, insertion.words);
  } else if (insertion.kind === "section") {
    body.current?.insertSection(insertion.token, insertion.words);
  } else {
    body.current?.insertText(insertion.token);
  }
}

function replaceFault(
  value: EditedContent,
  { field, token }: ContentFault,
  suggestion: string,
): Partial<EditedContent> {
  return { [field]: value[field].replaceAll(token, suggestion) };
}
