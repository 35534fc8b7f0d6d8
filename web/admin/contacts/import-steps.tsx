import { useTranslation } from "react-i18next";
import { Steps } from "../../ui/steps.tsx";

const names = ["file", "people", "preview", "run"] as const;
export type ImportStepName = (typeof names)[number];

export function ImportSteps({ current, onOpen }: { current: ImportStepName; onOpen?: (step: string) => void }) {
  const { t } = useTranslation("contacts");
  const steps = names.map((name) => ({ name, label: t(`import.steps.${name}`) }));
  return <Steps steps={steps} current={current} {...(onOpen && { onOpen })} />;
}
