import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { PageHeader } from "../../ui/page-header.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useCan } from "../session.ts";
import { AreaAddress } from "./area-address.tsx";
import { consentSettingsQuery, contactReasonsQuery } from "./consent-queries.ts";
import { MailingListSwitch } from "./mailing-list-switch.tsx";
import { PromptSettings } from "./prompt-settings.tsx";
import { ReasonList } from "./reason-list.tsx";
import { RequestRule } from "./request-rule.tsx";
import { TrackingSwitch } from "./tracking-switch.tsx";

/** The three switches (V3 to V6), the reasons (V7) and how often consent may be asked for (D6). */
export function PrivacyPage() {
  const { t } = useTranslation("consent");
  const canChange = useCan("consent.settings");
  const settings = useQuery(consentSettingsQuery);
  const reasons = useQuery(contactReasonsQuery);
  return (
    <>
      <PageHeader title={t("privacy.title")} description={t("privacy.text")} />
      <QueryView query={settings}>
        {(loaded) => (
          <QueryView query={reasons}>
            {({ items }) => (
              <>
                <PromptSettings settings={loaded} reasons={items} canChange={canChange} />
                <MailingListSwitch settings={loaded} canChange={canChange} />
                <ReasonList reasons={items} canChange={canChange} />
                <RequestRule settings={loaded} canChange={canChange} />
                <AreaAddress />
                <TrackingSwitch settings={loaded} canChange={canChange} />
              </>
            )}
          </QueryView>
        )}
      </QueryView>
    </>
  );
}
