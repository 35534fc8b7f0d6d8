import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Campaign } from "../../../contracts/campaigns.ts";
import { DataField } from "../../ui/data-field.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { useSession } from "../session.ts";
import { postToCampaign, useCampaignAction } from "./campaign-queries.ts";

export function ScheduleForm({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation("campaigns");
  const { organisation } = useSession();
  const [at, setAt] = useState("");
  const schedule = useCampaignAction(campaign.campaignId, () =>
    postToCampaign(campaign.campaignId, "schedule", {
      version: campaign.version,
      recipients: campaign.summary?.available ?? 0,
      at,
    }),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        schedule.mutate(undefined);
      }}
    >
      <Stack maw={360}>
        <ErrorNotice problem={schedule.error} />
        <DataField
          type="datetime-local"
          label={t("send.at")}
          description={t("send.zone", { zone: organisation.timeZone })}
          value={at}
          required
          onChange={(event) => setAt(event.currentTarget.value.slice(0, 16))}
        />
        <Group>
          <Button type="submit" variant="default" loading={schedule.isPending}>
            {t("send.schedule")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
