import { IconCheck } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
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
  const currentStep = useFocusKeeper(current);
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
              {...(index === position && { ref: currentStep, tabIndex: -1 })}
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

/** The button that led to the next step is gone with its step: whoever pressed it by keyboard goes on from here. */
function useFocusKeeper(current: string) {
  const ref = useRef<HTMLLIElement>(null);
  const before = useRef(current);
  useEffect(() => {
    if (before.current === current) return;
    before.current = current;
    if (document.activeElement === document.body) ref.current?.focus();
  }, [current]);
  return ref;
}
