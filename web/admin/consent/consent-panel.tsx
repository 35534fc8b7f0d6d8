import { Button, Card, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { AddressConsent, TypeConsent } from "../../../contracts/consent.ts";
import { Banner } from "../../ui/banner.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useCan } from "../session.ts";
import { ConsentActions } from "./consent-actions.tsx";
import { ConsentHistory } from "./consent-history.tsx";
import { addressConsentQuery } from "./consent-queries.ts";
import { ConsentBadge } from "./consent-status.tsx";
import { DayAnswerForm } from "./day-answer.tsx";
import { EvidencePack } from "./evidence-pack.tsx";
import { lastMoment } from "./last-moment.ts";
import { SuppressButton, SuppressionNotices } from "./suppressions.tsx";

/** One address: each type with its status and what may be done now, blocks, and the whole history. */
export function ConsentPanel({ addressId, value }: { addressId: string; value: string }) {
  const consent = useQuery(addressConsentQuery(addressId));
  return (
    <Stack>
      <Text fw={650} size="lg" translate="no" style={{ overflowWrap: "anywhere" }}>
        {value}
      </Text>
      <QueryView query={consent}>{(loaded) => <Loaded consent={loaded} />}</QueryView>
    </Stack>
  );
}

function Loaded({ consent }: { consent: AddressConsent }) {
  const { t } = useTranslation("consent");
  const canRecord = useCan("consent.record");
  const [isHistoryOpen, history] = useDisclosure(false);
  return (
    <>
      {consent.isExternal && <Banner tone="attention" title={t("panel.external")} text={t("panel.external-text")} />}
      <SuppressionNotices consent={consent} canLift={canRecord} />
      {consent.types.map((type) => (
        <TypeCard key={type.typeId} addressId={consent.addressId} type={type} canRecord={canRecord} />
      ))}
      <Button
        variant="default"
        leftSection={<IconHistory size={18} aria-hidden />}
        aria-expanded={isHistoryOpen}
        onClick={history.toggle}
      >
        {t(isHistoryOpen ? "panel.hide-history" : "panel.show-history")}
      </Button>
      {isHistoryOpen && (
        <>
          <ConsentHistory addressId={consent.addressId} />
          <DayAnswerForm addressId={consent.addressId} />
          <EvidencePack addressId={consent.addressId} />
        </>
      )}
      {canRecord && <SuppressButton consent={consent} />}
    </>
  );
}

interface TypeProps {
  addressId: string;
  type: TypeConsent;
  canRecord: boolean;
}

function TypeCard({ addressId, type, canRecord }: TypeProps) {
  const { t } = useTranslation("consent");
  return (
    <Card component="section" padding="md" aria-label={type.title}>
      <Stack gap="xs" align="flex-start">
        <div>
          <Title order={3} translate="no">
            {type.title}
          </Title>
          {type.isMain && (
            <Text size="sm" c="dimmed">
              {t("panel.main")}
            </Text>
          )}
        </div>
        <ConsentBadge status={type.status} />
        <TypeDates type={type} />
        {canRecord && <ConsentActions addressId={addressId} type={type} />}
      </Stack>
    </Card>
  );
}

function TypeDates({ type }: { type: TypeConsent }) {
  const { t } = useTranslation("consent");
  return (
    <Text size="sm" c="dimmed" component="div">
      <div>{t(`status-meanings.${type.status}`)}</div>
      {type.decidedAt && (
        <div>
          {t("panel.since")} <DateTime at={type.decidedAt} isDateOnly />
        </div>
      )}
      {type.validUntil && (
        <div>
          {t("panel.valid-until")} <DateTime at={lastMoment(type.validUntil)} isDateOnly />
        </div>
      )}
      {type.requestsUnanswered > 0 && (
        <div>
          {t("panel.requested", { count: type.requestsUnanswered })} <DateTime at={type.lastRequestedAt} isDateOnly />
        </div>
      )}
    </Text>
  );
}
