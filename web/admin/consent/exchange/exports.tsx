import { Button, Group, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type SuppressionFormat, suppressionFormats } from "../../../../contracts/consent-exchange.ts";
import { apiUrl } from "../../../api-client/request.ts";
import { Section } from "../../../ui/section.tsx";
import { rememberedQuery } from "./exchange-queries.ts";

const toolNames: Record<Exclude<SuppressionFormat, "plain">, string> = {
  brevo: "Brevo",
  mailjet: "Mailjet",
  listmonk: "listmonk",
  mautic: "Mautic",
};

/** So that a no counts in the other tool as well. */
export function SuppressionExports() {
  const { t } = useTranslation("consent-exchange");
  const { data } = useQuery(rememberedQuery);
  return (
    <Section title={t("suppressions.title")} description={t("suppressions.text")}>
      <Stack gap="sm">
        <Group gap="sm">
          {suppressionFormats.map((format) => (
            <Download
              key={format}
              href={apiUrl("/suppression-list", { format })}
              label={format === "plain" ? t("suppressions.plain") : toolNames[format]}
            />
          ))}
        </Group>
        {data !== undefined && data.count > 0 && (
          <Text size="sm" c="dimmed">
            {t("suppressions.remembered", { count: data.count })}
          </Text>
        )}
      </Stack>
    </Section>
  );
}

export function ConsentExports() {
  const { t } = useTranslation("consent-exchange");
  return (
    <Section title={t("export.title")} description={t("export.text")}>
      <Stack gap="md">
        {(["current", "history"] as const).map((what) => (
          <div key={what}>
            <Text size="sm" fw={600} mb={6}>
              {t(`export.${what}`)}
            </Text>
            <Group gap="sm">
              {(["csv", "json"] as const).map((format) => (
                <Download
                  key={format}
                  href={apiUrl("/consent-export", { what, format })}
                  label={format.toUpperCase()}
                />
              ))}
            </Group>
          </div>
        ))}
      </Stack>
    </Section>
  );
}

function Download({ href, label }: { href: string; label: string }) {
  return (
    <Button component="a" variant="default" leftSection={<IconDownload size={18} aria-hidden />} href={href} download>
      {label}
    </Button>
  );
}
