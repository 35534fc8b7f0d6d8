import { Button, Group, Stack, Table, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactReason } from "../../../contracts/consent.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { DataField } from "../../ui/data-field.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Section } from "../../ui/section.tsx";
import { contactReasonsQuery } from "./consent-queries.ts";

interface Props {
  reasons: ContactReason[];
  canChange: boolean;
}

/** What the operator is offered when a reason is asked (V7). */
export function ReasonList({ reasons, canChange }: Props) {
  const { t } = useTranslation("consent");
  return (
    <Section
      title={t("privacy.reasons")}
      description={t("privacy.reasons-text")}
      actions={
        canChange && (
          <LinkButton to="/settings/reasons" variant="default">
            {t("reason-counts.open")}
          </LinkButton>
        )
      }
    >
      <Stack>
        {reasons.length === 0 && <Text c="dimmed">{t("privacy.no-reasons")}</Text>}
        <Table aria-label={t("privacy.reasons")}>
          <Table.Tbody>
            {reasons.map((reason) => (
              <ReasonRow key={reason.reasonId} reason={reason} canChange={canChange} />
            ))}
          </Table.Tbody>
        </Table>
        {canChange && <AddReason />}
      </Stack>
    </Section>
  );
}

function useRefreshReasons() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: contactReasonsQuery.queryKey });
}

function ReasonRow({ reason, canChange }: { reason: ContactReason; canChange: boolean }) {
  const { t } = useTranslation("consent");
  const refresh = useRefreshReasons();
  const change = useMutation({
    mutationFn: () =>
      request("PATCH", `/contact-reasons/${reason.reasonId}`, { body: { isArchived: !reason.isArchived } }),
    onSuccess: refresh,
  });
  const action = t(reason.isArchived ? "types.restore" : "types.archive");
  return (
    <Table.Tr>
      <Table.Td>
        <Text translate="no" c={reason.isArchived ? "dimmed" : ""}>
          {reason.text}
        </Text>
        {reason.isArchived && (
          <Text size="sm" c="dimmed">
            {t("types.archived")}
          </Text>
        )}
        <ErrorNotice problem={change.error} />
      </Table.Td>
      {canChange && (
        <Table.Td ta="end">
          <Button
            size="xs"
            variant="default"
            loading={change.isPending}
            aria-label={`${action}: ${reason.text}`}
            onClick={() => change.mutate()}
          >
            {action}
          </Button>
        </Table.Td>
      )}
    </Table.Tr>
  );
}

function AddReason() {
  const { t } = useTranslation("consent");
  const [text, setText] = useState("");
  const refresh = useRefreshReasons();
  const add = useMutation({
    mutationFn: () => request("POST", "/contact-reasons", { body: { text }, idempotencyKey: newIdempotencyKey() }),
    onSuccess: async () => {
      setText("");
      await refresh();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <ErrorNotice problem={add.error} />
      <Group align="flex-end">
        <DataField
          label={t("privacy.new-reason")}
          required
          maxLength={300}
          flex="1 1 16rem"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={add.isPending}>
          {t("privacy.add-reason")}
        </Button>
      </Group>
    </form>
  );
}
