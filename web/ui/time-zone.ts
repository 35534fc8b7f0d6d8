import { createContext, useContext } from "react";

/** The organisation's time zone: two colleagues on a journey read the same hour. */
export const TimeZone = createContext<string | undefined>(undefined);

export function useTimeZone(): string | undefined {
  return useContext(TimeZone);
}
