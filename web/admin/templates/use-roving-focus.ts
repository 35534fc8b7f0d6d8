import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef } from "react";

interface RovingFocus {
  ref: RefObject<HTMLDivElement | null>;
  onKeyDown: (event: KeyboardEvent) => void;
  onFocus: (event: FocusEvent) => void;
}

/** A toolbar as the keyboard expects it: one stop for Tab, arrows inside. */
export function useRovingFocus(): RovingFocus {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const [first] = buttonsOf(ref.current);
    if (first) setStop(ref.current, first);
  }, []);
  return {
    ref,
    onFocus: ({ target }) => {
      if (target instanceof HTMLButtonElement && ref.current?.contains(target)) setStop(ref.current, target);
    },
    onKeyDown: (event) => {
      const buttons = buttonsOf(ref.current);
      const next = nextIndex(event.key, buttons.indexOf(document.activeElement as HTMLButtonElement), buttons.length);
      if (next === undefined) return;
      event.preventDefault();
      buttons[next]?.focus();
    },
  };
}

function nextIndex(key: string, current: number, count: number): number | undefined {
  if (current < 0) return undefined;
  switch (key) {
    case "ArrowRight":
      return (current + 1) % count;
    case "ArrowLeft":
      return (current - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

function buttonsOf(toolbar: HTMLElement | null): HTMLButtonElement[] {
  return [...(toolbar?.querySelectorAll("button") ?? [])];
}

function setStop(toolbar: HTMLElement | null, stop: HTMLButtonElement): void {
  for (const button of buttonsOf(toolbar)) button.tabIndex = button === stop ? 0 : -1;
}
