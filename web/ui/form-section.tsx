import { Button, Group, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "./error-notice.tsx";
import { Section } from "./section.tsx";

export interface FormSectionProps {
  title: string;
  description?: ReactNode;
  onSubmit: () => void;
  isPending: boolean;
  problem: unknown;
  /** "Save" unless given. */
  submitLabel?: string;
  /** Nothing changed: there is nothing to save. */
  isUnchanged?: boolean;
  children: ReactNode;
}

/** One subject with its own save button, so that nobody wonders what a button at the foot of the page would save. */
export function FormSection(props: FormSectionProps) {
  const { t } = useTranslation();
  return (
    <Section title={props.title} description={props.description}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onSubmit();
        }}
      >
        <Stack maw={480}>
          <ErrorNotice problem={props.problem} />
          {props.children}
          <Group>
            <Button type="submit" loading={props.isPending} disabled={props.isUnchanged ?? false}>
              {props.submitLabel ?? t("common:save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
