import { Group, Input, SegmentedControl, Stack } from "@mantine/core";
import type { Ref } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "../../../contracts/languages.ts";
import type { TemplateKind } from "../../../contracts/template-variables.ts";
import { Banner } from "../../ui/banner.tsx";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import type { BodyCaret } from "./body-caret.ts";
import { RichText } from "./rich-text.tsx";
import { fitsRichText } from "./rich-text-limits.ts";
import { simplifyHtml } from "./simplify-html.ts";
import { SourceText } from "./source-text.tsx";

interface Props {
  html: string;
  onChange: (html: string) => void;
  onFocus: () => void;
  kind: TemplateKind;
  language: Language;
  isReadOnly: boolean;
  isSource: boolean;
  onSourceChange: (isSource: boolean) => void;
  problem: string | undefined;
  ref: Ref<BodyCaret>;
}

/** The body as text or as source. A layout that the text view cannot show stays source until somebody simplifies it. */
export function BodyEditor({ isSource, onSourceChange, problem, ...body }: Props) {
  const { t } = useTranslation("templates");
  const fits = fitsRichText(body.html);
  const showsSource = isSource || !fits;
  const Body = showsSource ? SourceText : RichText;
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="sm">
        <Input.Label component="div">{t("editor.body")}</Input.Label>
        <SegmentedControl
          size="xs"
          aria-label={t("editor.view")}
          value={showsSource ? "source" : "rich"}
          onChange={(view) => onSourceChange(view === "source")}
          data={[
            { value: "rich", label: t("editor.rich"), disabled: !fits },
            { value: "source", label: t("editor.source") },
          ]}
        />
      </Group>
      {!fits && (
        <Banner
          title={t("editor.sourceOnlyTitle")}
          text={t("editor.sourceOnlyText")}
          action={
            !body.isReadOnly && (
              <ConfirmButton
                size="xs"
                question={t("editor.simplifyQuestion")}
                consequence={t("editor.simplifyConsequence")}
                confirmLabel={t("editor.simplify")}
                onConfirm={async () => {
                  body.onChange(simplifyHtml(body.html));
                  onSourceChange(false);
                }}
              >
                {t("editor.simplify")}
              </ConfirmButton>
            )
          }
        />
      )}
      <Body {...body} isInvalid={problem !== undefined} />
      {problem && <Input.Error>{problem}</Input.Error>}
    </Stack>
  );
}
