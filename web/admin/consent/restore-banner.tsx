import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LedgerGap } from "../../../contracts/consent-ledger.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { Banner } from "../../ui/banner.tsx";
import { DataArea } from "../../ui/data-field.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Section } from "../../ui/section.tsx";
import { toast } from "../../ui/toast.tsx";
import { useCan } from "../session.ts";
import { ledgerGapQuery } from "./consent-queries.ts";

const ledgerPage = "/settings/consent-ledger";

/** Above every screen while a restored backup keeps everything from leaving. */
export function RestoreBanner() {
  const { t } = useTranslation("consent-evidence");
  const { pathname } = useLocation();
  const canOpen = useCan("audit.read");
  const { data } = useQuery(ledgerGapQuery);
  if (!data?.gap) return null;
  return (
    <Banner
      tone="bad"
      title={t("gap.title")}
      text={<GapText gap={data.gap} />}
      action={
        canOpen &&
        pathname !== ledgerPage && (
          <LinkButton to={ledgerPage} variant="default" size="sm">
            {t("gap.open")}
          </LinkButton>
        )
      }
    />
  );
}

function GapText({ gap }: { gap: LedgerGap }) {
  const { t } = useTranslation("consent-evidence");
  return t("gap.text", { from: gap.lostAfter + 1, to: gap.lostUpTo });
}

/** On the page of the ledger: what to do first, and the confirmation. */
export function RestoreConfirmation() {
  const { t } = useTranslation("consent-evidence");
  const queryClient = useQueryClient();
  const canConfirm = useCan("organisation.manage");
  const { data } = useQuery(ledgerGapQuery);
  const [note, setNote] = useState("");
  const confirm = useMutation({
    mutationFn: () =>
      request("POST", "/consent-ledger/gap/confirmations", { body: { note }, idempotencyKey: newIdempotencyKey() }),
    onSuccess: async () => {
      toast(t("gap.confirmed"));
      await queryClient.invalidateQueries({ queryKey: ledgerGapQuery.queryKey });
    },
  });
  if (!data?.gap) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <Section title={t("gap.title")} description={<GapText gap={data.gap} />}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t("gap.check")}</Text>
          <ErrorNotice problem={confirm.error} />
          {canConfirm && (
            <>
              <DataArea
                label={t("gap.note")}
                required
                minLength={10}
                maxLength={1000}
                value={note}
                onChange={(event) => setNote(event.currentTarget.value)}
              />
              <Group>
                <Button type="submit" loading={confirm.isPending}>
                  {t("gap.confirm")}
                </Button>
              </Group>
            </>
          )}
        </Stack>
      </form>
    </Section>
  );
}
