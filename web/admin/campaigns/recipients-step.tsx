import { Button, Group, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AudienceFilter, Campaign } from "../../../contracts/campaigns.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { SavedFilters } from "../../ui/saved-filters.tsx";
import { Section } from "../../ui/section.tsx";
import { AudienceFields } from "./audience-fields.tsx";
import {
  audienceQuery,
  changeCampaign,
  postToCampaign,
  savedAudiencesQuery,
  useCampaignAction,
} from "./campaign-queries.ts";
import { SummaryBar } from "./summary-bar.tsx";

/** Choose, see at once how many would get it, then freeze the list. */
export function RecipientsStep({ campaign, onDone }: { campaign: Campaign; onDone: () => void }) {
  const { t } = useTranslation("campaigns");
  const [filter, setFilter] = useState<AudienceFilter>(campaign.filter);
  const [question] = useDebouncedValue({ kind: campaign.kind, typeId: campaign.typeId, filter }, 300);
  const found = useQuery({ ...audienceQuery(question), placeholderData: (before) => before });
  const validate = useCampaignAction(campaign.campaignId, async () => {
    const isChanged = JSON.stringify(filter) !== JSON.stringify(campaign.filter);
    const { version } = isChanged ? await changeCampaign(campaign, { filter }) : campaign;
    return postToCampaign(campaign.campaignId, "validate", { version });
  });
  return (
    <Stack>
      <Section
        title={t("recipients.title")}
        description={t("recipients.text")}
        actions={<SavedAudiences filter={filter} onApply={setFilter} />}
      >
        <AudienceFields filter={filter} onChange={setFilter} />
      </Section>
      <Section title={t("recipients.found")}>
        <ErrorNotice problem={found.error} />
        {found.data ? (
          <SummaryBar summary={found.data} kind={campaign.kind} />
        ) : (
          <Text c="dimmed">{t("common:loading")}</Text>
        )}
      </Section>
      <ErrorNotice problem={validate.error} />
      <Group>
        <Button
          onClick={() => validate.mutate(undefined, { onSuccess: onDone })}
          loading={validate.isPending}
          // Nor before it is known how many: what comes in then moves the button away under the pointer.
          disabled={found.isPending || found.data?.total === 0}
        >
          {t("recipients.validate")}
        </Button>
        {validate.isPending && (
          <Text size="sm" c="dimmed" role="status">
            {t("recipients.patience")}
          </Text>
        )}
      </Group>
    </Stack>
  );
}

function SavedAudiences({ filter, onApply }: { filter: AudienceFilter; onApply: (filter: AudienceFilter) => void }) {
  const cache = useQueryClient();
  const saved = useQuery(savedAudiencesQuery).data?.items ?? [];
  const reload = () => cache.invalidateQueries({ queryKey: savedAudiencesQuery.queryKey });
  const store = {
    items: saved.map(({ savedFilterId, name }) => ({ id: savedFilterId, name, filters: { id: savedFilterId } })),
    save: (name: string) =>
      request("POST", "/saved-audiences", { body: { name, filter }, idempotencyKey: newIdempotencyKey() }).then(reload),
    remove: (id: string) => request("DELETE", `/saved-audiences/${id}`).then(reload),
  };
  const apply = (id: unknown) => {
    const chosen = saved.find(({ savedFilterId }) => savedFilterId === id);
    if (chosen) onApply(chosen.filter);
  };
  return <SavedFilters store={store} current={{ filter: JSON.stringify(filter) }} onApply={({ id }) => apply(id)} />;
}
