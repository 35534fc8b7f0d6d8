let isUsed = false;

/** To be called as the program starts: the first key or press that is made afterwards counts. */
export function noteFirstUse(): void {
  const note = () => {
    isUsed = true;
  };
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, note, { once: true, capture: true });
}

/** Whether anything was pressed since the browser opened this page; moving inside the program does not end it. */
export function wasUsed(): boolean {
  return isUsed;
}
