import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Sender } from "../../../contracts/senders.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { DataArea } from "../../ui/data-field.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { useFieldProblem } from "../../ui/use-field-problem.ts";
import { refreshConsent } from "./consent-queries.ts";

/** Only senders of the organisation's own are offered: on the shared one the check cannot be switched off. */
export function DeclareProof({ declared }: { declared: readonly string[] }) {
  const { t } = useTranslation("consent");
  const [isOpen, { open, close }] = useDisclosure(false);
  const senders = useQuery({
    queryKey: ["senders", "list"],
    queryFn: () => request<{ items: Sender[] }>("GET", "/senders"),
  });
  const own = (senders.data?.items ?? []).filter(
    (sender) => sender.kind === "smtp" && !declared.includes(sender.senderId),
  );
  if (own.length === 0) return null;
  return (
    <>
      <Button variant="default" onClick={open}>
        {t("privacy.declare")}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t("privacy.declare")}
        closeButtonProps={{ "aria-label": t("common:close") }}
      >
        {isOpen && <DeclareForm senders={own} onClose={close} />}
      </Modal>
    </>
  );
}

function DeclareForm({ senders, onClose }: { senders: Sender[]; onClose: () => void }) {
  const { t } = useTranslation("consent");
  const queryClient = useQueryClient();
  const [input, setInput] = useState({ senderId: senders[0]?.senderId ?? "", statement: "" });
  const declare = useMutation({
    mutationFn: () => request("POST", "/consent-declarations", { body: input, idempotencyKey: newIdempotencyKey() }),
    onSuccess: async () => {
      await refreshConsent(queryClient);
      onClose();
    },
  });
  const fieldProblem = useFieldProblem(declare.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        declare.mutate();
      }}
    >
      <Stack>
        <Text size="sm">{t("privacy.declare-text")}</Text>
        <ErrorNotice problem={declare.error} />
        <SelectField
          label={t("privacy.sender")}
          options={senders.map((sender) => ({
            value: sender.senderId,
            label: sender.fromAddress ?? sender.displayName,
          }))}
          value={input.senderId}
          error={fieldProblem("senderId")}
          onChange={(senderId) => setInput({ ...input, senderId })}
        />
        <DataArea
          label={t("privacy.statement")}
          description={t("privacy.statement-text")}
          required
          minLength={20}
          maxLength={2000}
          value={input.statement}
          error={fieldProblem("statement")}
          onChange={(event) => setInput({ ...input, statement: event.currentTarget.value })}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("common:cancel")}
          </Button>
          <Button type="submit" loading={declare.isPending}>
            {t("privacy.declare-save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
