import type { Locator, Page } from "@playwright/test";
import { expect } from "../support/journey.ts";

const longestWalk = 60;

/** Goes there with Tab alone, or back with Shift and Tab; wherever the focus rests on the way, one sees it. */
export async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(target).toBeVisible();
  await stopTransitions(page);
  await page.evaluate(noteFocus);
  for (let step = 0; step < longestWalk; step++) {
    await page.keyboard.press(key);
    expect(await page.evaluate(noteFocus), `the focus on the way at ${page.url()}`).toEqual({
      isLost: false,
      unseen: "",
    });
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${target} is not reached with ${longestWalk} times ${key} at ${page.url()}`);
}

/** After something on the page went away, the focus has to be somewhere still. */
export async function expectFocusKept(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.tagName), { message: page.url() })
    .not.toBe("BODY");
}

/** A border that changes slowly would be read before it changed. */
async function stopTransitions(page: Page): Promise<void> {
  await page.addStyleTag({ content: "*, *::before, *::after { transition: none !important; }" });
}

interface Noted {
  element: Element;
  parts: Element[];
  looks: string[];
}

/** Runs in the page: compares what had the focus with how it looks without, and notes what has it now. */
function noteFocus(): { isLost: boolean; unseen: string } {
  const memory = window as unknown as { noted?: Noted | undefined };
  const looksOf = (parts: Element[]) =>
    parts.map((part) => {
      const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(part);
      return `${outline} ${boxShadow} ${borderColor} ${backgroundColor}`;
    });
  const isOnScreen = (part: Element) => {
    const { top, bottom, width, height } = part.getBoundingClientRect();
    return width > 0 && height > 0 && bottom > 0 && top < innerHeight;
  };
  const before = memory.noted;
  const element = document.activeElement;
  memory.noted = undefined;
  if (element === null || element === document.body) return { isLost: true, unseen: "" };
  // A radio is a hidden input whose sign stands beside it; an editor wears its ring on the frame around it.
  const frame = element.parentElement;
  const parts = [element, element.nextElementSibling, frame, frame?.parentElement].filter(
    (part): part is Element => part instanceof Element,
  );
  // A heading is given the focus and never reached by Tab; inside a frame its own page shows the focus.
  const isReached = (element as HTMLElement).tabIndex >= 0 && element.tagName !== "IFRAME";
  if (isReached) memory.noted = { element, parts, looks: looksOf(parts) };
  // The ring of what has the focus now is no sign of what had it before.
  const isSame = before?.looks.every(
    (look, index) => before.parts[index]?.contains(element) || look === looksOf(before.parts)[index],
  );
  if (isReached && !parts.some(isOnScreen)) return { isLost: false, unseen: element.outerHTML.slice(0, 200) };
  const wasUnseen = before !== undefined && before.element !== element && isSame === true;
  return { isLost: false, unseen: wasUnseen ? before.element.outerHTML.slice(0, 200) : "" };
}
