import { Button, Group, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { apiUrl } from "../../api-client/request.ts";

/** Everything about one address in a form that others can check. */
export function EvidencePack({ addressId }: { addressId: string }) {
  const { t } = useTranslation("consent-evidence");
  return (
    <div>
      <Text fw={600}>{t("pack.title")}</Text>
      <Text size="sm" c="dimmed" mb="xs">
        {t("pack.text")}
      </Text>
      <Group gap="sm">
        {(["pdf", "json"] as const).map((format) => (
          <Button
            key={format}
            component="a"
            variant="default"
            leftSection={<IconDownload size={18} aria-hidden />}
            href={apiUrl(`/addresses/${addressId}/consent/evidence`, { format })}
            download
          >
            {t(`pack.${format}`)}
          </Button>
        ))}
      </Group>
    </div>
  );
}
