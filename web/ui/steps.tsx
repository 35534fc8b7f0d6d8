import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import styles from "./steps.module.css";

export interface StepsProps {
  steps: readonly { name: string; label: string }[];
  current: string;
  /** Given, the steps already passed can be opened again. */
  onOpen?: (name: string) => void;
}

/** Where one is in a work of several steps; on a narrow screen only the current one has its words. */
export function Steps({ steps, current, onOpen }: StepsProps) {
  const { t } = useTranslation();
  const position = steps.findIndex(({ name }) => name === current);
  return (
    <nav aria-label={t("common:steps.title", { step: position + 1, steps: steps.length })} className={styles.frame}>
      <ol className={styles.list}>
        {steps.map(({ name, label }, index) => {
          const isPassed = index < position;
          const mark = (
            <>
              <span className={styles.mark}>{isPassed ? <IconCheck size={16} aria-hidden /> : index + 1}</span>
              <span className={styles.label}>{label}</span>
            </>
          );
          return (
            <li
              key={name}
              className={styles.step}
              data-passed={isPassed || undefined}
              aria-current={index === position ? "step" : undefined}
            >
              {isPassed && onOpen ? (
                <button type="button" className={styles.button} onClick={() => onOpen(name)}>
                  {mark}
                </button>
              ) : (
                mark
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
