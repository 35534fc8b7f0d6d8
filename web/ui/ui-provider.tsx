import { MantineProvider } from "@mantine/core";
import { DatesProvider } from "@mantine/dates";
import { Notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import "dayjs/locale/fr";
import "dayjs/locale/es";
import "dayjs/locale/it";
import { cssVariables, theme } from "./theme.ts";

/** Look, dates of the language and toasts; around every app that uses `web/ui`. */
export function UiProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: i18n.language === "en" ? 0 : 1 }}>
        {children}
        <Notifications position="bottom-right" limit={4} aria-live="polite" />
      </DatesProvider>
    </MantineProvider>
  );
}
