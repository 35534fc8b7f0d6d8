import { Group } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChangeConsentTypeInput, ConsentType } from "../../../contracts/consent.ts";
import { request } from "../../api-client/request.ts";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Section } from "../../ui/section.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { toast } from "../../ui/toast.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { useCan } from "../session.ts";
import { consentTypesQuery, refreshConsent } from "./consent-queries.ts";
import { TypeFields, type TypeInput } from "./type-fields.tsx";
import { TypeSummary } from "./type-summary.tsx";
import { Wordings } from "./wordings.tsx";

export function TypePage() {
  const { typeId } = useParams({ strict: false });
  const type = useQuery({
    ...consentTypesQuery,
    select: ({ items }) => items.find((one) => one.typeId === typeId) ?? null,
  });
  return (
    <QueryView query={type}>
      {(loaded) => (loaded ? <Loaded key={loaded.typeId} type={loaded} /> : <Missing />)}
    </QueryView>
  );
}

function Missing() {
  const { t } = useTranslation("consent");
  return (
    <PageHeader title={t("errors.type-not-found")} back={{ to: "/settings/consent-types", label: t("types.title") }} />
  );
}

function Loaded({ type }: { type: ConsentType }) {
  const { t } = useTranslation("consent");
  const canChange = useCan("consent.settings");
  return (
    <>
      <PageHeader
        title={type.title}
        titleIsData
        back={{ to: "/settings/consent-types", label: t("types.title") }}
        badge={<TypeBadge type={type} />}
        actions={canChange && <TypeActions type={type} />}
      />
      {canChange ? <TypeForm type={type} /> : <TypeSummary type={type} />}
      <Section title={t("types.wordings")} description={t("types.wordings-text")}>
        <Wordings typeId={type.typeId} canChange={canChange} />
      </Section>
    </>
  );
}

function TypeBadge({ type }: { type: ConsentType }) {
  const { t } = useTranslation("consent");
  if (type.isArchived) return <StatusBadge tone="quiet" label={t("types.archived")} />;
  return type.isMain ? <StatusBadge tone="good" label={t("types.main")} /> : null;
}

function useChangeType(typeId: string) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: ChangeConsentTypeInput) => request<ConsentType>("PATCH", `/consent-types/${typeId}`, { body }),
    onSuccess: async () => {
      await refreshConsent(queryClient);
      toast(t("common:saved"));
    },
  });
}

function TypeForm({ type }: { type: ConsentType }) {
  const { t } = useTranslation("consent");
  const { title, code, description, validityDays, allowsMass, allowsSingle, allowsContact } = type;
  const stored: TypeInput = { title, code, description, validityDays, allowsMass, allowsSingle, allowsContact };
  const [input, setInput] = useState(stored);
  const save = useChangeType(type.typeId);
  return (
    <FormSection
      title={t("types.details")}
      onSubmit={() => save.mutate(input)}
      isPending={save.isPending}
      problem={save.error}
      isUnchanged={JSON.stringify(input) === JSON.stringify(stored)}
    >
      <TypeFields input={input} onChange={setInput} fieldProblem={useFieldProblem(save.error)} />
    </FormSection>
  );
}

function TypeActions({ type }: { type: ConsentType }) {
  const { t } = useTranslation("consent");
  const change = useChangeType(type.typeId);
  return (
    <Group gap="sm">
      {!type.isMain && type.allowsMass && !type.isArchived && (
        <ConfirmButton
          question={t("types.make-main-question")}
          consequence={t("types.make-main-consequence")}
          confirmLabel={t("types.make-main")}
          onConfirm={() => change.mutateAsync({ isMain: true })}
        >
          {t("types.make-main")}
        </ConfirmButton>
      )}
      {!type.isMain && (
        <ConfirmButton
          question={t(type.isArchived ? "types.restore-question" : "types.archive-question")}
          consequence={t(type.isArchived ? "types.restore-consequence" : "types.archive-consequence")}
          confirmLabel={t(type.isArchived ? "types.restore" : "types.archive")}
          onConfirm={() => change.mutateAsync({ isArchived: !type.isArchived })}
        >
          {t(type.isArchived ? "types.restore" : "types.archive")}
        </ConfirmButton>
      )}
    </Group>
  );
}
