import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Campaign } from "../../../contracts/campaigns.ts";
import { request } from "../../api-client/request.ts";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { useCan } from "../session.ts";

export function DiscardCampaign({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation("campaigns");
  const navigate = useNavigate();
  const cache = useQueryClient();
  if (!useCan("campaigns.write")) return null;
  const discard = async () => {
    await request("DELETE", `/campaigns/${campaign.campaignId}`);
    await cache.invalidateQueries({ queryKey: ["campaigns"] });
    await navigate({ to: "/campaigns" });
  };
  return (
    <ConfirmButton
      variant="subtle"
      question={t("discard.question")}
      consequence={t("discard.consequence")}
      confirmLabel={t("discard.confirm")}
      isDangerous
      onConfirm={discard}
    >
      {t("discard.button")}
    </ConfirmButton>
  );
}
