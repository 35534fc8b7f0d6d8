import { Stack, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ConsentSettings } from "../../../contracts/consent.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Section } from "../../ui/section.tsx";
import { useChangeSettings } from "./use-change-settings.ts";

interface Props {
  settings: ConsentSettings;
  canChange: boolean;
}

/** Off by default; even when it is on, nobody is recognised without a consent of their own. */
export function TrackingSwitch({ settings, canChange }: Props) {
  const { t } = useTranslation("consent-tracking");
  const save = useChangeSettings();
  return (
    <Section title={t("settings.title")} description={t("settings.text")}>
      <Stack align="flex-start">
        <ErrorNotice problem={save.error} />
        <Switch
          label={t("settings.switch")}
          checked={settings.isTrackingOn}
          disabled={!canChange || save.isPending}
          onChange={(event) => save.mutate({ isTrackingOn: event.currentTarget.checked })}
        />
      </Stack>
    </Section>
  );
}
