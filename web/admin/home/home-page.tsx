import { Box } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Home } from "../../../contracts/workspace.ts";
import { request } from "../../api-client/request.ts";
import { Banner } from "../../ui/banner.tsx";
import { CountList } from "../../ui/count-list.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useSession } from "../session.ts";
import { Checklist } from "./checklist.tsx";
import { DemonstrationNotice } from "./demonstration-notice.tsx";

export function HomePage() {
  const { t } = useTranslation("workspace");
  const { user, organisation } = useSession();
  const home = useQuery({
    queryKey: ["home"],
    queryFn: () => request<Home>("GET", "/home"),
    // While the demonstration is being filled its numbers grow.
    refetchInterval: ({ state }) => (state.data?.isBeingFilled ? 3_000 : 60_000),
  });
  return (
    <>
      <PageHeader title={t("home.welcome", { name: user.name })} description={t("home.lead")} />
      {organisation.isDemonstration && <DemonstrationNotice />}
      <QueryView query={home}>{(data) => <HomeContent home={data} />}</QueryView>
    </>
  );
}

function HomeContent({ home }: { home: Home }) {
  const { t } = useTranslation("workspace");
  const { contacts, accepted, pending } = home.numbers;
  return (
    <>
      {home.isBeingFilled && <Banner title={t("home.filling")} />}
      <Box mb="lg">
        <CountList
          label={t("home.title")}
          counts={[
            { label: t("numbers.contacts"), value: contacts, to: "/contacts" },
            { label: t("numbers.accepted"), value: accepted, tone: "good", to: "/consents" },
            {
              label: t("numbers.pending"),
              value: pending,
              tone: "waiting",
              to: "/consents",
              search: { status: "pending" },
            },
          ]}
        />
      </Box>
      <Checklist home={home} />
    </>
  );
}
