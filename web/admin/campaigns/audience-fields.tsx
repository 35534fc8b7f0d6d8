import { Input, MultiSelect, Pill, SimpleGrid, TagsInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { AudienceFilter } from "../../../contracts/campaigns.ts";
import { languages } from "../../../contracts/languages.ts";
import { request } from "../../api-client/request.ts";
import { DataField } from "../../ui/data-field.tsx";
import { languageNames } from "../../ui/languages.ts";
import { SelectField } from "../../ui/select-field.tsx";
import { campaignQuery } from "./campaign-queries.ts";
import { ListField } from "./list-field.tsx";

interface Props {
  filter: AudienceFilter;
  onChange: (filter: AudienceFilter) => void;
}

const kinds = ["client", "supplier", "directory"] as const;
const statuses = ["client", "prospect", "nc"] as const;
const answers = ["accepted", "not-asked", "pending", "expired", "refused"] as const;

const consentEnds = ["any", "0", "30"] as const;

function endOf({ consentEndsWithin }: AudienceFilter): (typeof consentEnds)[number] {
  return consentEnds.find((value) => value === String(consentEndsWithin)) ?? "any";
}

/** Nothing chosen means everybody; what is chosen must all hold. */
export function AudienceFields({ filter, onChange }: Props) {
  const { t } = useTranslation("campaigns");
  const change = (some: Partial<AudienceFilter>) => onChange({ ...filter, ...some });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <MultiSelect
        label={t("recipients.kinds.label")}
        placeholder={filter.kinds.length === 0 ? t("recipients.all") : ""}
        data={kinds.map((value) => ({ value, label: t(`recipients.kinds.${value}`) }))}
        value={filter.kinds}
        onChange={(value) => change({ kinds: value as AudienceFilter["kinds"] })}
      />
      <MultiSelect
        label={t("recipients.statuses.label")}
        placeholder={filter.statuses.length === 0 ? t("recipients.all") : ""}
        data={statuses.map((value) => ({ value, label: t(`recipients.statuses.${value}`) }))}
        value={filter.statuses}
        onChange={(value) => change({ statuses: value as AudienceFilter["statuses"] })}
      />
      <Suggested of="tags" values={filter.tags} onChange={(tags) => change({ tags })} />
      <Suggested of="cities" values={filter.cities} onChange={(cities) => change({ cities })} />
      <MultiSelect
        label={t("recipients.consent.label")}
        placeholder={filter.consent.length === 0 ? t("recipients.all") : ""}
        data={answers.map((value) => ({ value, label: t(`recipients.consent.${value}`) }))}
        value={filter.consent}
        onChange={(value) => change({ consent: value as AudienceFilter["consent"] })}
      />
      <MultiSelect
        label={t("recipients.languages")}
        placeholder={filter.languages.length === 0 ? t("recipients.all") : ""}
        data={languages.map((value) => ({ value, label: languageNames[value] }))}
        value={filter.languages}
        onChange={(value) => change({ languages: value as AudienceFilter["languages"] })}
      />
      <DataField
        type="date"
        label={t("recipients.notWrittenSince")}
        description={t("recipients.notWrittenSinceText")}
        value={filter.notWrittenSince ?? ""}
        onChange={(event) => change({ notWrittenSince: event.currentTarget.value || null })}
      />
      <SelectField
        label={t("recipients.consentEnds.label")}
        options={consentEnds.map((value) => ({ value, label: t(`recipients.consentEnds.${value}`) }))}
        value={endOf(filter)}
        onChange={(value) => change({ consentEndsWithin: value === "any" ? null : Number(value) })}
      />
      {filter.askedBy && <AskedBy campaignId={filter.askedBy} onRemove={() => change({ askedBy: null })} />}
      <ListField importId={filter.importId} onChange={(importId) => change({ importId })} />
    </SimpleGrid>
  );
}

/** Set by a reminder: whom the campaign before has asked. */
function AskedBy({ campaignId, onRemove }: { campaignId: string; onRemove: () => void }) {
  const { t } = useTranslation("campaigns");
  const campaign = useQuery(campaignQuery(campaignId)).data;
  return (
    <Input.Wrapper label={t("recipients.askedBy")}>
      <div>
        <Pill size="md" withRemoveButton onRemove={onRemove} translate="no">
          {campaign?.name}
        </Pill>
      </div>
    </Input.Wrapper>
  );
}

function Suggested({
  of,
  values,
  onChange,
}: {
  of: "tags" | "cities";
  values: string[];
  onChange: (values: string[]) => void;
}) {
  const { t } = useTranslation("campaigns");
  const known = useQuery({
    queryKey: ["contact-suggestions", of],
    queryFn: () =>
      request<{ items: { value: string; count: number }[] }>("GET", "/contacts/suggestions", { query: { of } }),
  });
  return (
    <TagsInput
      label={t(`recipients.${of}`)}
      placeholder={values.length === 0 ? t("recipients.all") : ""}
      translate="no"
      data={known.data?.items.map(({ value }) => value) ?? []}
      value={values}
      onChange={onChange}
      maxTags={20}
    />
  );
}
