import { Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type ConsentImport, changingOutcomes } from "../../../../contracts/consent-exchange.ts";
import { newIdempotencyKey, request } from "../../../api-client/request.ts";
import { Banner } from "../../../ui/banner.tsx";
import { ConfirmButton } from "../../../ui/confirm-button.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { PageHeader } from "../../../ui/page-header.tsx";
import { ProgressPanel } from "../../../ui/progress-panel.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Section } from "../../../ui/section.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { StatusBadge } from "../../../ui/status-badge.tsx";
import { Steps } from "../../../ui/steps.tsx";
import { consentTypesQuery } from "../consent-queries.ts";
import { ConsentListRows } from "./consent-list-rows.tsx";
import { stateTones } from "./earlier-lists.tsx";
import { consentListKey, consentListQuery, isWorking } from "./exchange-queries.ts";
import { Transitions } from "./transitions.tsx";

export function ConsentListPage() {
  const { importId = "" } = useParams({ strict: false });
  const list = useQuery(consentListQuery(importId));
  return <QueryView query={list}>{(found) => <ListView list={found} />}</QueryView>;
}

const sum = (list: ConsentImport) =>
  list.transitions
    .filter(({ outcome }) => changingOutcomes.includes(outcome))
    .reduce((total, { count }) => total + count, 0);

/** What the list would do, transition by transition; then what it did, and the way back. */
function ListView({ list }: { list: ConsentImport }) {
  const { t } = useTranslation("consent-exchange");
  const isOver = ["running", "done", "undoing", "undone"].includes(list.state);
  return (
    <>
      <PageHeader
        title={list.fileName}
        titleIsData
        back={{ to: "/settings/consent-exchange", label: t("title") }}
        badge={<StatusBadge tone={stateTones[list.state]} label={t(`states.${list.state}`)} />}
      />
      <Steps
        steps={(["file", "preview", "result"] as const).map((name) => ({ name, label: t(`steps.${name}`) }))}
        current={isOver ? "result" : "preview"}
      />
      {isWorking(list.state) && (
        <ProgressPanel
          title={t(`states.${list.state}`)}
          done={list.state === "running" ? list.doneRows : list.transitions.reduce((n, { count }) => n + count, 0)}
          total={list.state === "running" ? sum(list) : list.totalRows}
        />
      )}
      {list.state === "checked" && <Preview list={list} />}
      {(list.state === "done" || list.state === "undone") && <Result list={list} />}
      {list.state !== "reading" && list.state !== "checking" && <ConsentListRows list={list} />}
    </>
  );
}

function Preview({ list }: { list: ConsentImport }) {
  const { t } = useTranslation("consent-exchange");
  const changes = sum(list);
  return (
    <>
      {list.kind === "consents" && <DefaultType list={list} />}
      <Section title={t("preview.title")} description={t(`preview.${list.kind}`)} actions={<Actions list={list} />}>
        <Stack>
          {changes === 0 && <Banner tone="attention" title={t("preview.nothing")} text={t("preview.nothing-text")} />}
          <Transitions list={list} />
          <Columns list={list} />
        </Stack>
      </Section>
    </>
  );
}

function Columns({ list }: { list: ConsentImport }) {
  const { t } = useTranslation("consent-exchange");
  const used = list.columns.filter((column) => column.field !== "ignore");
  return (
    <Text size="sm" c="dimmed">
      {t("preview.columns")}{" "}
      {used.map(({ header, field }, index) => (
        <span key={header}>
          {index > 0 && ", "}
          <span translate="no">{header}</span> ({t(`fields.${field}`)})
        </span>
      ))}
    </Text>
  );
}

function useStep(list: ConsentImport) {
  const queryClient = useQueryClient();
  return async (step: "start" | "undo") => {
    await request("POST", `/consent-imports/${list.consentImportId}/${step}`, { idempotencyKey: newIdempotencyKey() });
    await queryClient.invalidateQueries({ queryKey: consentListKey(list.consentImportId) });
  };
}

function Actions({ list }: { list: ConsentImport }) {
  const { t } = useTranslation("consent-exchange");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const step = useStep(list);
  const discard = async () => {
    await request("DELETE", `/consent-imports/${list.consentImportId}`);
    await queryClient.invalidateQueries({ queryKey: ["consent-imports"] });
    await navigate({ to: "/settings/consent-exchange" });
  };
  const changes = sum(list);
  return (
    <Group gap="sm">
      <ConfirmButton
        variant="default"
        question={t("discard.question")}
        consequence={t("discard.consequence")}
        confirmLabel={t("discard.confirm")}
        isDangerous
        onConfirm={discard}
      >
        {t("discard.confirm")}
      </ConfirmButton>
      {changes > 0 && (
        <ConfirmButton
          variant="filled"
          question={t("start.question", { count: changes })}
          consequence={t("start.consequence")}
          confirmLabel={t("start.confirm")}
          onConfirm={() => step("start")}
        >
          {t("start.confirm")}
        </ConfirmButton>
      )}
    </Group>
  );
}

function DefaultType({ list }: { list: ConsentImport }) {
  const { t } = useTranslation("consent-exchange");
  const queryClient = useQueryClient();
  const types = useQuery(consentTypesQuery);
  const change = useMutation({
    mutationFn: (defaultTypeId: string) =>
      request("PATCH", `/consent-imports/${list.consentImportId}`, { body: { defaultTypeId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: consentListKey(list.consentImportId) }),
  });
  if (list.columns.some((column) => column.field === "type")) return null;
  return (
    <Section title={t("type.title")} description={t("type.text")}>
      <ErrorNotice problem={change.error} />
      <SelectField
        label={t("type.label")}
        options={(types.data?.items ?? [])
          .filter((type) => !type.isArchived)
          .map((type) => ({ value: type.typeId, label: type.title }))}
        value={list.defaultTypeId ?? ""}
        onChange={(typeId) => change.mutate(typeId)}
      />
    </Section>
  );
}

function Result({ list }: { list: ConsentImport }) {
  const { t } = useTranslation("consent-exchange");
  const step = useStep(list);
  const undo = list.state === "done" && list.undoable > 0 && (
    <ConfirmButton
      variant="default"
      question={t("undo.question", { count: list.undoable })}
      consequence={t("undo.consequence", { count: list.staying })}
      confirmLabel={t("undo.confirm")}
      isDangerous
      onConfirm={() => step("undo")}
    >
      {t("undo.confirm")}
    </ConfirmButton>
  );
  return (
    <Section title={t("result.title")} description={t(`result.${list.state}`)} actions={undo}>
      <Transitions list={list} />
    </Section>
  );
}
