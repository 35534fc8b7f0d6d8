import { List, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SmtpPreset } from "../../../contracts/senders.ts";
import { Banner } from "../../ui/banner.tsx";
import { formatDateTime } from "../../ui/format.ts";

/** The steps at one provider, their exceptions, and how sure we are of the settings. */
export function ProviderGuide({ preset }: { preset: SmtpPreset }) {
  const { t, i18n } = useTranslation("senders");
  const date = formatDateTime(i18n.language, preset.checkedOn);
  const steps = Array.from({ length: preset.steps }, (_, index) => index + 1);
  return (
    <Stack gap="sm">
      <Text fw={600}>{t("guide.title", { name: preset.name })}</Text>
      <List type="ordered" spacing={6}>
        {steps.map((step) => (
          <List.Item key={step}>{t(`guide.${preset.guide}.step-${step}`)}</List.Item>
        ))}
      </List>
      {preset.hasNote && <Text size="sm">{t(`guide.${preset.guide}.note`)}</Text>}
      <Text size="xs" c="dimmed">
        {t(`certainty.${preset.certainty}`)}
        {". "}
        {t("guide.source", { source: preset.source, date })}
      </Text>
    </Stack>
  );
}

/** What is not certain about a provider is said before somebody builds on it. */
export function ProviderWarning({ preset }: { preset: SmtpPreset }) {
  const { t } = useTranslation("senders");
  if (preset.passwordKind === "no-password-sign-in") {
    return <Banner tone="attention" title={t("wizard.no-password-sign-in")} />;
  }
  if (preset.certainty === "not-verified") {
    return <Banner tone="attention" title={t("wizard.not-verified", { name: preset.name })} />;
  }
  return preset.certainty === "second-hand" ? <Banner title={t("wizard.second-hand", { name: preset.name })} /> : null;
}
