import { Button, Group, Stack, Tabs, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Wording } from "../../../contracts/consent.ts";
import type { Language } from "../../../contracts/languages.ts";
import { languages } from "../../../contracts/languages.ts";
import { request } from "../../api-client/request.ts";
import { DataArea, DataField } from "../../ui/data-field.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { languageNames } from "../../ui/languages.ts";
import { QueryView } from "../../ui/query-view.tsx";
import { toast } from "../../ui/toast.tsx";
import { wordingsQuery } from "./consent-queries.ts";

interface Props {
  typeId: string;
  canChange: boolean;
}

/** The words that the person reads, in each language. A change is a new version: what people agreed to stays. */
export function Wordings({ typeId, canChange }: Props) {
  const { i18n } = useTranslation();
  const wordings = useQuery(wordingsQuery(typeId));
  return (
    <QueryView query={wordings}>
      {({ items }) => (
        <Tabs defaultValue={i18n.language} keepMounted={false}>
          <Tabs.List mb="md">
            {languages.map((language) => (
              <Tabs.Tab key={language} value={language} lang={language}>
                {languageNames[language]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {languages.map((language) => {
            const versions = items.filter((wording) => wording.language === language);
            return (
              <Tabs.Panel key={language} value={language}>
                <WordingForm
                  key={versions[0]?.wordingId ?? language}
                  {...{ typeId, canChange, language, latest: versions[0] }}
                />
              </Tabs.Panel>
            );
          })}
        </Tabs>
      )}
    </QueryView>
  );
}

interface FormProps extends Props {
  language: Language;
  latest: Wording | undefined;
}

function WordingForm({ typeId, canChange, language, latest }: FormProps) {
  const { t } = useTranslation("consent");
  const [input, setInput] = useState({ title: latest?.title ?? "", text: latest?.text ?? "" });
  const save = useSaveWording(typeId, language);
  const isUnchanged = input.title === (latest?.title ?? "") && input.text === (latest?.text ?? "");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(input);
      }}
    >
      <Stack maw={560}>
        <ErrorNotice problem={save.error} />
        <DataField
          label={t("types.wording-title")}
          required
          maxLength={120}
          readOnly={!canChange}
          lang={language}
          value={input.title}
          onChange={(event) => setInput({ ...input, title: event.currentTarget.value })}
        />
        <DataArea
          label={t("types.wording-text")}
          description={t("types.wording-hint")}
          required
          maxLength={4000}
          readOnly={!canChange}
          lang={language}
          value={input.text}
          onChange={(event) => setInput({ ...input, text: event.currentTarget.value })}
        />
        <Group>
          {canChange && (
            <Button type="submit" loading={save.isPending} disabled={isUnchanged}>
              {t("types.save-wording")}
            </Button>
          )}
          {latest && (
            <Text size="sm" c="dimmed">
              {t("types.version", { version: latest.version })}, <DateTime at={latest.createdAt} isDateOnly />
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function useSaveWording(typeId: string, language: Language) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { title: string; text: string }) =>
      request<{ items: Wording[] }>("PUT", `/consent-types/${typeId}/wordings/${language}`, { body }),
    onSuccess: (items) => {
      queryClient.setQueryData(wordingsQuery(typeId).queryKey, items);
      toast(t("common:saved"));
    },
  });
}
