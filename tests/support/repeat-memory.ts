/** Whether this came before, with the same value of the header; from then on it is known. */
export type RepeatMemory = (data: string, header: string | undefined) => boolean;

/** As a relay has it that drops what it gets twice: by the value of one header alone. */
export function startRepeatMemory(): RepeatMemory {
  const known = new Set<string>();
  return (data, header) => {
    const key = header === undefined ? undefined : headerIn(data, header);
    if (key === undefined) return false;
    const isKnown = known.has(key);
    known.add(key);
    return isKnown;
  };
}

export function headerIn(data: string, name: string): string | undefined {
  const head = data.slice(0, data.indexOf("\r\n\r\n"));
  const line = head.split("\r\n").find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line?.slice(name.length + 1).trim();
}
