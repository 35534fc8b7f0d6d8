import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Campaign, LaunchAnswer, ListChanges } from "../../../contracts/campaigns.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { Banner } from "../../ui/banner.tsx";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Section } from "../../ui/section.tsx";
import { useCan } from "../session.ts";
import { listChangesQuery, useCampaignAction } from "./campaign-queries.ts";
import { ScheduleForm } from "./schedule-form.tsx";

/** What happened since the list was validated, then: now, or at a time. */
export function SendStep({ campaign, onBack }: { campaign: Campaign; onBack: () => void }) {
  const { t } = useTranslation("campaigns");
  const changes = useQuery(listChangesQuery(campaign));
  const mayLaunch = useCan("campaigns.launch");
  return (
    <Stack>
      <Section title={t("send.since")}>
        <QueryView query={changes}>{(found) => <Changes changes={found} />}</QueryView>
      </Section>
      {/* Nobody decides before they have seen what changed; nor does the button move away under the pointer. */}
      {mayLaunch && changes.isSuccess && <SendNow campaign={campaign} />}
      {!mayLaunch && <Banner tone="waiting" title={t("send.notAllowed")} />}
      <Group>
        <Button variant="default" onClick={onBack}>
          {t("send.back")}
        </Button>
      </Group>
    </Stack>
  );
}

function SendNow({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation("campaigns");
  const recipients = campaign.summary?.available ?? 0;
  const launch = useCampaignAction(campaign.campaignId, async (idempotencyKey: string) => {
    const body = { version: campaign.version, recipients };
    const answer = await request<LaunchAnswer>("POST", `/campaigns/${campaign.campaignId}/launch`, {
      body,
      idempotencyKey,
    });
    return answer.campaign;
  });
  return (
    <>
      <Section title={t("send.now")} description={t(`send.text.${campaign.kind}`, { count: recipients })}>
        <ConfirmButton
          variant="filled"
          question={t("send.question", { count: recipients })}
          consequence={t("send.consequence")}
          confirmLabel={t("send.confirm")}
          onConfirm={() => launch.mutateAsync(newIdempotencyKey())}
        >
          {t(`send.button.${campaign.kind}`)}
        </ConfirmButton>
      </Section>
      <Section title={t("send.later")} description={t("send.laterText")}>
        <ScheduleForm campaign={campaign} />
      </Section>
    </>
  );
}

function Changes({ changes }: { changes: ListChanges }) {
  const { t } = useTranslation("campaigns");
  const isSame = changes.lost.length === 0 && changes.gained === 0 && changes.arrived === 0;
  if (isSame) return <Banner tone="good" title={t("send.unchanged", { count: changes.stillAllowed })} />;
  return (
    <Stack gap="xs">
      <Text>{t("send.stillAllowed", { count: changes.stillAllowed, validated: changes.validated })}</Text>
      {changes.lost.map(({ group, count }) => (
        <Banner
          key={group}
          tone="attention"
          title={t("send.lost", { count, reason: t(`groups.${group}`) })}
          text={t("send.lostText")}
        />
      ))}
      {changes.gained > 0 && (
        <Banner tone="running" title={t("send.gained", { count: changes.gained })} text={t("send.again")} />
      )}
      {changes.arrived > 0 && (
        <Banner tone="running" title={t("send.arrived", { count: changes.arrived })} text={t("send.again")} />
      )}
    </Stack>
  );
}
