import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordGrantInput, TypeConsent, Wording } from "../../../contracts/consent.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { DataArea, DataField } from "../../ui/data-field.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { languageNames } from "../../ui/languages.ts";
import { SelectField } from "../../ui/select-field.tsx";
import { toast } from "../../ui/toast.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { refreshConsent, wordingsQuery } from "./consent-queries.ts";

const sources = ["form", "paper", "phone", "in-person", "e-mail", "contract", "website"] as const;

interface Props {
  addressId: string;
  type: TypeConsent;
  onClose: () => void;
}

interface Input {
  givenOn: string;
  source: (typeof sources)[number] | null;
  wordingId: string;
  evidence: string;
  note: string;
}

/** A consent that the person gave otherwise: nothing is taken without its day, its way and its proof (V18). */
export function RecordGrantForm({ addressId, type, onClose }: Props) {
  const { t } = useTranslation("consent");
  const [input, setInput] = useState<Input>({ givenOn: "", source: null, wordingId: "", evidence: "", note: "" });
  const save = useRecordGrant({ addressId, type, onClose });
  const fieldProblem = useFieldProblem(save.error);
  const change = (given: Partial<Input>) => setInput({ ...input, ...given });
  return (
    <form
      aria-label={t("record.title")}
      style={{ width: "100%" }}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(input);
      }}
    >
      <Stack>
        <Text size="sm">{t("record.text")}</Text>
        <ErrorNotice problem={save.error} />
        <DataField
          type="date"
          label={t("record.day")}
          required
          data-autofocus
          max={new Date().toLocaleDateString("sv")}
          value={input.givenOn}
          error={fieldProblem("givenOn")}
          onChange={(event) => change({ givenOn: event.currentTarget.value })}
        />
        <SelectField
          label={t("record.source")}
          required
          options={sources.map((value) => ({ value, label: t(`record.sources.${value}`) }))}
          value={input.source}
          error={fieldProblem("source")}
          onChange={(source) => change({ source })}
        />
        <WordingField
          typeId={type.typeId}
          value={input.wordingId}
          error={fieldProblem("wordingId")}
          onChange={(wordingId) => change({ wordingId })}
        />
        <DataArea
          label={t("record.evidence")}
          description={t("record.evidence-text")}
          required={input.wordingId === ""}
          isOptional={input.wordingId !== ""}
          maxLength={4000}
          value={input.evidence}
          error={fieldProblem("evidence")}
          onChange={(event) => change({ evidence: event.currentTarget.value })}
        />
        <DataField
          label={t("record.note")}
          isOptional
          maxLength={1000}
          value={input.note}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
        <Group>
          <Button type="submit" loading={save.isPending} disabled={input.source === null}>
            {t("record.save")}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t("common:cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function useRecordGrant({ addressId, type, onClose }: Props) {
  const { t } = useTranslation("consent");
  const queryClient = useQueryClient();
  const [idempotencyKey, setKey] = useState(newIdempotencyKey);
  return useMutation({
    mutationFn: (input: Input) => {
      const body: Partial<RecordGrantInput> = {
        typeId: type.typeId,
        givenOn: input.givenOn,
        ...(input.source && { source: input.source }),
        ...(input.wordingId && { wordingId: input.wordingId }),
        ...(input.evidence.trim() && { evidence: input.evidence }),
        ...(input.note.trim() && { note: input.note }),
      };
      return request("POST", `/addresses/${addressId}/consent/grants`, { body, idempotencyKey });
    },
    // Another try sends another body.
    onError: () => setKey(newIdempotencyKey()),
    onSuccess: async () => {
      toast(t("record.saved"));
      await refreshConsent(queryClient);
      onClose();
    },
  });
}

interface WordingFieldProps {
  typeId: string;
  value: string;
  error: string | undefined;
  onChange: (wordingId: string) => void;
}

function WordingField({ typeId, value, error, onChange }: WordingFieldProps) {
  const { t } = useTranslation("consent");
  const wordings = useQuery(wordingsQuery(typeId));
  const nameOf = (wording: Wording) =>
    `${languageNames[wording.language]}, ${t("types.version", { version: wording.version })}: ${wording.title}`;
  return (
    <SelectField
      label={t("record.wording")}
      description={t("record.wording-text")}
      options={[
        { value: "", label: t("record.no-wording") },
        ...(wordings.data?.items ?? []).map((wording) => ({ value: wording.wordingId, label: nameOf(wording) })),
      ]}
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}
