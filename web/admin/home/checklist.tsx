import { Text, VisuallyHidden } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Policy } from "../../../contracts/identity.ts";
import type { ChecklistStep, Home } from "../../../contracts/workspace.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { Section } from "../../ui/section.tsx";
import { useCan } from "../session.ts";
import styles from "./checklist.module.css";

interface Target {
  to: string;
  search?: Record<string, string>;
  policy: Policy;
}

const targets: Record<ChecklistStep, Target> = {
  sender: { to: "/settings/senders/new", policy: "senders.manage" },
  import: { to: "/contacts/import", policy: "contacts.import" },
  consent: { to: "/campaigns/new", search: { kind: "consent-request" }, policy: "campaigns.write" },
  mailing: { to: "/campaigns/new", policy: "campaigns.write" },
};

type Item = Home["checklist"][number];

/** X18: sender, contacts, consent, mailing; done is what is there, and the first that is not is the next step. */
export function Checklist({ home }: { home: Home }) {
  const { t } = useTranslation("workspace");
  const done = home.checklist.filter((item) => item.isDone).length;
  const next = home.checklist.find((item) => !item.isDone)?.step;
  return (
    <Section
      title={t("checklist.title")}
      description={
        next === undefined ? t("checklist.all-done") : t("checklist.progress", { done, total: home.checklist.length })
      }
    >
      <ol className={styles.list}>
        {home.checklist.map((item, index) => (
          <Step key={item.step} item={item} position={index + 1} isNext={item.step === next} sender={home.sender} />
        ))}
      </ol>
    </Section>
  );
}

interface StepProps {
  item: Item;
  position: number;
  isNext: boolean;
  sender: Home["sender"];
}

function Step({ item, position, isNext, sender }: StepProps) {
  const { t } = useTranslation("workspace");
  const { to, search, policy } = targets[item.step];
  const isAllowed = useCan(policy);
  const pending = isNext ? "next" : "waiting";
  const state = item.isDone ? "done" : pending;
  // The last step is worth repeating; what stands before it is done once.
  const isOffered = isAllowed && (!item.isDone || item.step === "mailing");
  return (
    <li className={styles.step} data-state={state} aria-current={isNext ? "step" : undefined}>
      <span className={styles.mark} aria-hidden>
        {item.isDone ? <IconCheck size={18} /> : position}
      </span>
      <div className={styles.words}>
        <Text fw={600}>
          {t(`checklist.${item.step}.title`)}
          <VisuallyHidden> ({t(`checklist.${state}`)})</VisuallyHidden>
        </Text>
        <Text size="sm" c="dimmed">
          {item.isDone ? <Fact item={item} sender={sender} /> : t(`checklist.${item.step}.text`)}
        </Text>
      </div>
      {isOffered && (
        <LinkButton to={to} {...(search && { search })} size="sm" variant={isNext ? "filled" : "default"}>
          {t(`checklist.${item.step}.action`)}
        </LinkButton>
      )}
    </li>
  );
}

function Fact({ item, sender }: { item: Item; sender: Home["sender"] }) {
  const { t } = useTranslation("workspace");
  if (item.step === "sender") return sender && t(`checklist.sender.fact-${sender}`);
  return t(`checklist.${item.step}.fact`, { count: item.count ?? 0 });
}
