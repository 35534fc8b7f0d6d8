import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { AddressConsent, Suppression } from "../../../contracts/consent.ts";
import { request } from "../../api-client/request.ts";
import { Banner } from "../../ui/banner.tsx";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { DateTime } from "../../ui/date-time.tsx";
import { refreshConsent } from "./consent-queries.ts";

interface Props {
  consent: AddressConsent;
  canLift: boolean;
}

export function SuppressionNotices({ consent, canLift }: Props) {
  const { t } = useTranslation("consent");
  return consent.suppressions.map((suppression) => (
    <Banner
      key={suppression.suppressionId}
      tone="bad"
      title={t(`suppressions.${suppression.kind}`)}
      text={
        <>
          <DateTime at={suppression.startedAt} />
          {suppression.note && (
            <>
              {" · "}
              <span translate="no">{suppression.note}</span>
            </>
          )}
        </>
      }
      // A complaint stays: it was the person who spoke.
      action={canLift && suppression.kind !== "complaint" && <LiftButton consent={consent} suppression={suppression} />}
    />
  ));
}

function LiftButton({ consent, suppression }: { consent: AddressConsent; suppression: Suppression }) {
  const { t } = useTranslation("consent");
  const queryClient = useQueryClient();
  const lift = async () => {
    await request("DELETE", `/addresses/${consent.addressId}/suppressions/${suppression.suppressionId}`);
    await refreshConsent(queryClient);
  };
  return (
    <ConfirmButton
      size="xs"
      question={t("panel.lift-question")}
      consequence={t("panel.lift-consequence")}
      confirmLabel={t("panel.lift")}
      onConfirm={lift}
    >
      {t("panel.lift")}
    </ConfirmButton>
  );
}

export function SuppressButton({ consent }: { consent: AddressConsent }) {
  const { t } = useTranslation("consent");
  const queryClient = useQueryClient();
  if (consent.suppressions.some((suppression) => suppression.kind === "manual")) return <span />;
  const suppress = async () => {
    await request<AddressConsent>("POST", `/addresses/${consent.addressId}/suppressions`, { body: {} });
    await refreshConsent(queryClient);
  };
  return (
    <ConfirmButton
      variant="subtle"
      color="gray"
      question={t("panel.suppress-question")}
      consequence={t("panel.suppress-consequence")}
      confirmLabel={t("panel.suppress")}
      isDangerous
      onConfirm={suppress}
    >
      {t("panel.suppress")}
    </ConfirmButton>
  );
}
