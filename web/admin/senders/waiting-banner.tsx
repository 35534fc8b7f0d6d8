import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Banner } from "../../ui/banner.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { useCan } from "../session.ts";
import { senderReadinessQuery } from "./sender-queries.ts";

/** Above every screen while nothing can leave: what is in the way, and who can change it goes there. */
export function WaitingBanner() {
  const { t } = useTranslation("senders");
  const { pathname } = useLocation();
  const canManage = useCan("senders.manage");
  const { data } = useQuery(senderReadinessQuery);
  if (!data || data.ready) return null;
  const isThere = pathname.startsWith("/settings/senders");
  const target = data.reason === "no-sender" ? "/settings/senders/new" : "/settings/senders";
  return (
    <Banner
      tone="attention"
      title={t("banner.title")}
      text={t(`banner.${data.reason}`)}
      action={
        canManage &&
        !isThere && (
          <LinkButton to={target} variant="default" size="sm">
            {t("banner.action")}
          </LinkButton>
        )
      }
    />
  );
}
