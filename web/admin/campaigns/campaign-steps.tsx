import { useTranslation } from "react-i18next";
import type { Campaign } from "../../../contracts/campaigns.ts";
import { useFilters } from "../../ui/filters.ts";
import { Steps } from "../../ui/steps.tsx";
import { ListStep } from "./list-step.tsx";
import { RecipientsStep } from "./recipients-step.tsx";
import { SendStep } from "./send-step.tsx";
import { WriteStep } from "./write-step.tsx";

const stepNames = ["write", "recipients", "list", "send"] as const;
type StepName = (typeof stepNames)[number];

/** X19 to X23: write, choose, look at the list, send. The address keeps the step, so that "back" goes back. */
export function CampaignSteps({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation("campaigns");
  const [{ step }, setFilters] = useFilters<{ step?: string }>();
  const wanted = stepNames.find((name) => name === step) ?? "write";
  const isListReady = campaign.state === "validated";
  const current: StepName = !isListReady && (wanted === "list" || wanted === "send") ? "recipients" : wanted;
  const open = (name: string) => setFilters({ step: name });
  return (
    <>
      <Steps steps={stepNames.map((name) => ({ name, label: t(`steps.${name}`) }))} current={current} onOpen={open} />
      {current === "write" && <WriteStep campaign={campaign} onDone={() => open("recipients")} />}
      {current === "recipients" && <RecipientsStep campaign={campaign} onDone={() => open("list")} />}
      {current === "list" && (
        <ListStep campaign={campaign} onDone={() => open("send")} onBack={() => open("recipients")} />
      )}
      {current === "send" && <SendStep campaign={campaign} onBack={() => open("list")} />}
    </>
  );
}
