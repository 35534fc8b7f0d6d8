import { Stack, Switch, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ConsentSettings, Declaration } from "../../../contracts/consent.ts";
import { request } from "../../api-client/request.ts";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Section } from "../../ui/section.tsx";
import { declarationsQuery, refreshConsent } from "./consent-queries.ts";
import { DeclareProof } from "./declare-proof.tsx";
import { useChangeSettings } from "./use-change-settings.ts";

interface Props {
  settings: ConsentSettings;
  canChange: boolean;
}

/** V5 with D11: it can be off only for senders of one's own whose proof of consent is declared. */
export function MailingListSwitch({ settings, canChange }: Props) {
  const { t } = useTranslation("consent");
  const declarations = useQuery(declarationsQuery);
  const open = declarations.data?.items.filter((one) => one.revokedAt === null) ?? [];
  const save = useChangeSettings();
  return (
    <Section title={t("privacy.mailing-list")} description={t("privacy.mailing-list-text")}>
      <Stack align="flex-start">
        <ErrorNotice problem={save.error} />
        <Switch
          label={t("privacy.check-lists")}
          checked={settings.isMailingListChecked}
          disabled={!canChange || (open.length === 0 && settings.isMailingListChecked)}
          onChange={(event) => save.mutate({ isMailingListChecked: event.currentTarget.checked })}
        />
        {open.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("privacy.needs-declaration")}
          </Text>
        )}
        {open.map((declaration) => (
          <DeclarationLine key={declaration.declarationId} declaration={declaration} canChange={canChange} />
        ))}
        {canChange && <DeclareProof declared={open.map((one) => one.senderId)} />}
      </Stack>
    </Section>
  );
}

function DeclarationLine({ declaration, canChange }: { declaration: Declaration; canChange: boolean }) {
  const { t } = useTranslation("consent");
  const queryClient = useQueryClient();
  const revoke = async () => {
    await request("DELETE", `/consent-declarations/${declaration.declarationId}`);
    await refreshConsent(queryClient);
  };
  return (
    <div>
      <Text translate="no">{declaration.statement}</Text>
      <Text size="sm" c="dimmed" mb="xs">
        <span translate="no">{declaration.declaredBy}</span>, <DateTime at={declaration.declaredAt} />
      </Text>
      {canChange && (
        <ConfirmButton
          size="xs"
          question={t("privacy.revoke-question")}
          consequence={t("privacy.revoke-consequence")}
          confirmLabel={t("privacy.revoke")}
          onConfirm={revoke}
        >
          {t("privacy.revoke")}
        </ConfirmButton>
      )}
    </div>
  );
}
