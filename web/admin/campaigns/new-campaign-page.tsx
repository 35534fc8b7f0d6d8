import { Radio, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Campaign, CampaignKind } from "../../../contracts/campaigns.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { DataField } from "../../ui/data-field.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { useSession } from "../session.ts";
import { startersQuery } from "../templates/template-queries.ts";

/** Two questions only: what it is for, and how to find it again. The rest comes step by step. */
export function NewCampaignPage() {
  const { t } = useTranslation("campaigns");
  const navigate = useNavigate();
  const { organisation } = useSession();
  const { kind: asked } = useSearch({ strict: false }) as { kind?: string };
  const [kind, setKind] = useState<CampaignKind>(asked === "consent-request" ? asked : "mailing");
  const [name, setName] = useState("");
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: async () => {
      const starters = await queryClient.ensureQueryData(startersQuery(organisation.language));
      const wanted = kind === "mailing" ? "marketing" : "consent-request";
      const starter = starters.find((one) => one.kind === wanted);
      const words = starter ? { subject: starter.subject, html: starter.html } : {};
      return request<Campaign>("POST", "/campaigns", {
        body: { kind, name, ...words },
        idempotencyKey: newIdempotencyKey(),
      });
    },
    onSuccess: ({ campaignId }) => navigate({ to: "/campaigns/$campaignId", params: { campaignId }, search: {} }),
  });
  return (
    <>
      <PageHeader title={t("new.title")} back={{ to: "/campaigns", label: t("list.title") }} />
      <FormSection
        title={t("new.what")}
        onSubmit={() => create.mutate()}
        isPending={create.isPending}
        problem={create.error}
        submitLabel={t("new.begin")}
        isUnchanged={name.trim() === ""}
      >
        <Radio.Group value={kind} onChange={(value) => setKind(value as CampaignKind)} label={t("new.kind")}>
          <Stack gap="sm" mt="xs">
            {(["mailing", "consent-request"] as const).map((one) => (
              <Radio key={one} value={one} label={t(`kinds.${one}`)} description={t(`new.${one}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <DataField
          label={t("new.name")}
          description={t("new.nameText")}
          maxLength={160}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </FormSection>
    </>
  );
}
