import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Campaign } from "../../../contracts/campaigns.ts";
import { Banner } from "../../ui/banner.tsx";
import { CountList } from "../../ui/count-list.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { formatNumber } from "../../ui/format.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { ProgressPanel } from "../../ui/progress-panel.tsx";
import { Section } from "../../ui/section.tsx";
import { consentResultsQuery } from "./campaign-queries.ts";
import { CanaryNotice } from "./canary-notice.tsx";
import { ConsentReminder } from "./consent-reminder.tsx";
import { PartlyFailed } from "./partly-failed.tsx";
import { SteeringButtons } from "./steering-buttons.tsx";
import { SummaryBar } from "./summary-bar.tsx";
import { TrackingTotals } from "./tracking-totals.tsx";

/** After the launch: live progress, what became of each message, and what a consent campaign brought. */
export function CampaignResults({ campaign }: { campaign: Campaign }) {
  const { t, i18n } = useTranslation("campaigns");
  const { progress, batchId } = campaign;
  if (progress === null) return null;
  const done = progress.total - progress.queued - progress.handingOver;
  const messages = (outcome: string) => ({ to: "/messages", search: { batchId, outcome } });
  return (
    <Stack gap="lg">
      <CanaryNotice campaign={campaign} />
      {campaign.state === "partly-failed" && <PartlyFailed campaign={campaign} />}
      {campaign.state === "cancelled" && <NotSent progress={progress} search={messages("not-sent").search} />}
      <ProgressPanel
        title={t(`results.progress.${campaign.state}`)}
        done={done}
        total={progress.total}
        startedAt={campaign.canary || campaign.nextFreeAt ? null : campaign.launchedAt}
        isPaused={campaign.state === "paused"}
        actions={<SteeringButtons campaign={campaign} />}
      >
        {campaign.nextFreeAt && (
          <Text size="sm">
            {t("results.nextFree")} <DateTime at={campaign.nextFreeAt} />.
          </Text>
        )}
        <CountList
          label={t("results.title")}
          counts={[
            { label: t("results.accepted"), value: progress.accepted, tone: "good", ...messages("sent") },
            {
              label: t("results.queued"),
              ...(progress.toQueue > 0 && {
                hint: t("results.queuedText", { number: formatNumber(i18n.language, progress.toQueue) }),
              }),
              value: progress.queued + progress.handingOver,
              tone: "running",
              ...messages("waiting"),
            },
            {
              label: t("results.stopped"),
              hint: t("results.stoppedText"),
              value: progress.stopped,
              tone: "waiting",
              ...messages("stopped"),
            },
            { label: t("results.failed"), value: progress.failed, tone: "bad", ...messages("failed") },
            {
              label: t("results.uncertain"),
              hint: t("results.uncertainText"),
              value: progress.uncertain,
              tone: "attention",
              ...messages("uncertain"),
            },
            {
              label: t("results.returned"),
              hint: t("results.returnedText"),
              value: progress.returned,
              tone: "bad",
              ...messages("returned"),
            },
            {
              label: t("results.complained"),
              hint: t("results.complainedText"),
              value: progress.complained,
              tone: "bad",
              ...messages("complained"),
            },
          ]}
        />
      </ProgressPanel>
      {campaign.kind === "mailing" && batchId !== null && <TrackingTotals batchId={batchId} />}
      {campaign.kind === "consent-request" && <Answers campaign={campaign} />}
      {campaign.summary && (
        <Section title={t("summary.title")}>
          <SummaryBar summary={campaign.summary} kind={campaign.kind} campaignId={campaign.campaignId} />
        </Section>
      )}
    </Stack>
  );
}

interface NotSentProps {
  progress: NonNullable<Campaign["progress"]>;
  search: Record<string, unknown>;
}

/** A cancelled launch never goes on; who is written to after all is chosen by a person, one by one. */
function NotSent({ progress, search }: NotSentProps) {
  const { t } = useTranslation("campaigns");
  const count = progress.stopped + progress.failed;
  if (count === 0) return null;
  return (
    <Banner
      tone="quiet"
      title={t("results.notSent", { count })}
      text={t("results.notSentText")}
      action={
        <LinkButton to="/messages" search={search} variant="default" size="sm">
          {t("results.notSentLink")}
        </LinkButton>
      }
    />
  );
}

function Answers({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation("campaigns");
  const results = useQuery(consentResultsQuery(campaign)).data;
  if (!results) return null;
  const people = (answer: string) => ({ to: `/campaigns/${campaign.campaignId}/recipients`, search: { answer } });
  return (
    <>
      <Section title={t("results.answers")} description={t("results.answersText")}>
        <CountList
          label={t("results.answers")}
          counts={[
            { label: t("results.asked"), value: results.asked, ...people("asked") },
            { label: t("results.saidYes"), value: results.accepted, tone: "good", ...people("accepted") },
            { label: t("results.saidNo"), value: results.refused, tone: "bad", ...people("refused") },
            { label: t("results.silent"), value: results.silent, tone: "waiting", ...people("silent") },
          ]}
        />
      </Section>
      <ConsentReminder campaign={campaign} results={results} />
    </>
  );
}
