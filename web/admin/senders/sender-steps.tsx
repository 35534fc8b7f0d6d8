import { useTranslation } from "react-i18next";
import { Steps } from "../../ui/steps.tsx";

const steps = ["provider", "address", "password", "test"] as const;
export type SenderStep = (typeof steps)[number];

export function SenderSteps({ current, onOpen }: { current: SenderStep; onOpen?: (step: SenderStep) => void }) {
  const { t } = useTranslation("senders");
  const labelled = steps.map((name) => ({ name, label: t(`wizard.step-${name}`) }));
  return <Steps steps={labelled} current={current} {...(onOpen && { onOpen: (name) => onOpen(name as SenderStep) })} />;
}
