import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Campaign } from "../../../contracts/campaigns.ts";
import type { ConsentType } from "../../../contracts/consent.ts";
import { languages } from "../../../contracts/languages.ts";
import type { Sender } from "../../../contracts/senders.ts";
import { DataField } from "../../ui/data-field.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { languageNames } from "../../ui/languages.ts";
import { QueryView } from "../../ui/query-view.tsx";
import { Section } from "../../ui/section.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { useUnsavedGuard } from "../../ui/use-unsaved-guard.tsx";
import { ContentEditor } from "../templates/content-editor.tsx";
import { changeCampaign, consentTypesQuery, sendersQuery, useCampaignAction } from "./campaign-queries.ts";
import { senderOptions } from "./sender-options.ts";

interface Draft {
  name: string;
  language: Campaign["language"];
  typeId: string;
  senderId: string;
  subject: string;
  html: string;
}

const platformChoice = "choose-for-me";

export function WriteStep({ campaign, onDone }: { campaign: Campaign; onDone: () => void }) {
  const { t } = useTranslation("campaigns");
  const [draft, setDraft] = useState<Draft>(() => draftOf(campaign));
  const change = (some: Partial<Draft>) => setDraft((before) => ({ ...before, ...some }));
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(campaign));
  const save = useCampaignAction(campaign.campaignId, () => changeCampaign(campaign, changeOf(draft)));
  const guard = useUnsavedGuard(isChanged && !save.isPending);
  const goOn = () => (isChanged ? save.mutate(undefined, { onSuccess: onDone }) : onDone());
  return (
    <Stack>
      {guard}
      <Section title={t("write.about")}>
        <Settings draft={draft} change={change} />
      </Section>
      <Text c="dimmed">{t(`write.${campaign.kind}`)}</Text>
      <ContentEditor
        kind={campaign.kind === "mailing" ? "marketing" : "consent-request"}
        language={draft.language}
        value={draft}
        onChange={({ subject, html }) => change({ subject, html })}
        {...(draft.senderId !== platformChoice && { senderId: draft.senderId })}
        fieldProblem={useFieldProblem(save.error)}
      />
      <ErrorNotice problem={save.error} />
      <Group>
        <Button onClick={goOn} loading={save.isPending}>
          {t("write.next")}
        </Button>
        <Button variant="default" disabled={!isChanged} onClick={() => save.mutate(undefined)}>
          {t("common:save")}
        </Button>
      </Group>
    </Stack>
  );
}

function draftOf({ name, language, typeId, senderId, subject, html }: Campaign): Draft {
  return { name, language, typeId, senderId: senderId ?? platformChoice, subject, html };
}

function changeOf({ senderId, ...draft }: Draft) {
  return { ...draft, senderId: senderId === platformChoice ? null : senderId };
}

interface SettingsProps {
  draft: Draft;
  change: (some: Partial<Draft>) => void;
}

function Settings(props: SettingsProps) {
  const types = useQuery(consentTypesQuery);
  const senders = useQuery(sendersQuery);
  return (
    <QueryView query={types}>
      {(found) => (
        <SettingsFields
          {...props}
          types={found.items.filter((type) => type.allowsMass && !type.isArchived)}
          senders={senders.data?.items ?? []}
        />
      )}
    </QueryView>
  );
}

function SettingsFields({
  draft,
  change,
  types,
  senders,
}: SettingsProps & { types: ConsentType[]; senders: Sender[] }) {
  const { t } = useTranslation("campaigns");
  return (
    <Stack maw={560}>
      <DataField
        label={t("write.name")}
        maxLength={160}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <SelectField
        label={t("write.type")}
        description={t("write.typeText")}
        options={types.map((type) => ({ value: type.typeId, label: type.title }))}
        value={draft.typeId}
        onChange={(typeId) => change({ typeId })}
      />
      <SelectField
        label={t("write.sender")}
        description={t("write.senderText")}
        options={[{ value: platformChoice, label: t("write.senderDefault") }, ...senderOptions(senders, t)]}
        value={draft.senderId}
        onChange={(senderId) => change({ senderId })}
      />
      <SelectField
        label={t("write.language")}
        options={languages.map((language) => ({ value: language, label: languageNames[language] }))}
        value={draft.language}
        onChange={(language) => change({ language })}
      />
    </Stack>
  );
}
