import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Template, TemplateInput } from "../../../contracts/templates.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { PageHeader, type PageHeaderProps } from "../../ui/page-header.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { useUnsavedGuard } from "../../ui/use-unsaved-guard.tsx";
import { ContentEditor } from "./content-editor.tsx";
import { TemplateSettings } from "./template-settings.tsx";
import { type EditedVersion, useSaveTemplate } from "./use-save-template.ts";

export interface TemplateFormProps {
  header: Pick<PageHeaderProps, "title" | "titleIsData" | "badge">;
  initial: TemplateInput;
  /** The saved template that is changed; undefined for a new one. */
  saved?: Template;
  isReadOnly: boolean;
  /** Beside the save button. */
  actions?: ReactNode;
  /** Above the form: it is archived, one may only read. */
  notice?: ReactNode;
  onSaved: (template: Template) => void;
  /** A new template may follow its language with our own text while it is untouched. */
  translate?: (input: TemplateInput) => TemplateInput;
}

export function TemplateForm(props: TemplateFormProps) {
  const { t } = useTranslation("templates");
  const { initial, saved, isReadOnly } = props;
  const [input, setInput] = useState(initial);
  const [base, setBase] = useState(initial);
  // Kept from when the text was opened: a later answer of the server must not pass for what was edited.
  const [version, setVersion] = useState<EditedVersion | undefined>(saved);
  const save = useSaveTemplate(version, (template) => {
    setVersion(template);
    setBase(inputOf(template));
    setInput(inputOf(template));
    props.onSaved(template);
  });
  const isDirty = !isReadOnly && !isSame(input, base);
  const guard = useUnsavedGuard(isDirty && !save.isSuccess);
  const fieldProblem = useFieldProblem(save.error);
  const submit = () => {
    if (!isReadOnly && !save.isPending) save.mutate(input);
  };
  useHotkeys([["mod+S", submit]], [], true);
  const change = (some: Partial<TemplateInput>) => {
    if (!save.isIdle) save.reset();
    const next = { ...input, ...some };
    setInput(some.language && props.translate ? props.translate(next) : next);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <PageHeader
        {...props.header}
        back={{ to: "/templates", label: t("page.back") }}
        actions={
          <>
            {props.actions}
            {!isReadOnly && (
              <Button type="submit" loading={save.isPending} disabled={saved !== undefined && !isDirty}>
                {t("common:save")}
              </Button>
            )}
          </>
        }
      />
      {props.notice}
      <ErrorNotice problem={save.error} title={t("page.notSaved")} />
      <TemplateSettings input={input} onChange={change} isReadOnly={isReadOnly} fieldProblem={fieldProblem} />
      <ContentEditor
        kind={input.kind}
        language={input.language}
        value={{ subject: input.subject, html: input.html }}
        onChange={change}
        isReadOnly={isReadOnly}
        fieldProblem={fieldProblem}
      />
      {guard}
    </form>
  );
}

export function inputOf({ name, kind, language, subject, html }: TemplateInput): TemplateInput {
  return { name, kind, language, subject, html };
}

function isSame(left: TemplateInput, right: TemplateInput): boolean {
  return JSON.stringify(inputOf(left)) === JSON.stringify(inputOf(right));
}
