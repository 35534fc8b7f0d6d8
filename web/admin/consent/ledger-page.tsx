import { Button, Stack, Text } from "@mantine/core";
import { IconDownload, IconShieldCheck } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { LedgerVerification } from "../../../contracts/consent-ledger.ts";
import { apiUrl, request } from "../../api-client/request.ts";
import { Banner } from "../../ui/banner.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { NumberText } from "../../ui/number-text.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Section } from "../../ui/section.tsx";
import { LedgerVerifier } from "./ledger-verifier.tsx";
import { RestoreConfirmation } from "./restore-banner.tsx";

/** Shows that nobody has changed what people said, and lets it be taken along to show it elsewhere. */
export function LedgerPage() {
  const { t } = useTranslation("consent");
  const verify = useMutation({
    mutationFn: () => request<LedgerVerification>("POST", "/consent-ledger/verifications"),
  });
  return (
    <>
      <PageHeader title={t("ledger.title")} description={t("ledger.text")} />
      <RestoreConfirmation />
      <Section title={t("ledger.verify")} description={t("ledger.verify-text")}>
        <Stack align="flex-start">
          <Button
            leftSection={<IconShieldCheck size={18} aria-hidden />}
            loading={verify.isPending}
            onClick={() => verify.mutate()}
          >
            {t("ledger.verify-now")}
          </Button>
          <div role="status" style={{ width: "100%" }}>
            <ErrorNotice problem={verify.error} />
            {verify.data && <Result result={verify.data} />}
          </div>
        </Stack>
      </Section>
      <Section title={t("ledger.export")} description={t("ledger.export-text")}>
        <Stack align="flex-start">
          <Button
            component="a"
            variant="default"
            leftSection={<IconDownload size={18} aria-hidden />}
            href={apiUrl("/consent-ledger/export")}
            download
          >
            {t("ledger.download")}
          </Button>
        </Stack>
      </Section>
      <LedgerVerifier />
    </>
  );
}

function Result({ result }: { result: LedgerVerification }) {
  const { t } = useTranslation("consent");
  const { fault } = result;
  return (
    <Banner
      tone={fault ? "bad" : "good"}
      isAlert={fault !== null}
      title={t(fault ? "ledger.broken" : "ledger.intact")}
      text={
        <>
          {fault && (
            <div>
              {t(`ledger.faults.${fault.kind}`)}
              {fault.seq !== null && ` ${t("ledger.at-event", { seq: fault.seq })}`}
            </div>
          )}
          <div>
            {t("ledger.events")} <NumberText value={result.events} />
            {" · "}
            {t("ledger.checkpoints")} <NumberText value={result.checkpoints} />
            {" · "}
            <DateTime at={result.checkedAt} />
          </div>
          {result.headHash && (
            <Text size="xs" ff="monospace" translate="no" style={{ overflowWrap: "anywhere" }}>
              {result.headHash}
            </Text>
          )}
        </>
      }
    />
  );
}
