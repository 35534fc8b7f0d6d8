import { Code, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TemporaryPassword } from "../../../contracts/identity.ts";
import { Banner } from "../../ui/banner.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { DateTime } from "../../ui/date-time.tsx";

/** Shown once: nobody can read it again, here or elsewhere. */
export function TemporaryPasswordPanel({ password }: { password: TemporaryPassword }) {
  const { t } = useTranslation("identity");
  return (
    <Stack gap="sm" role="status">
      <Banner tone="waiting" title={t("temporaryPassword.once")} text={t("temporaryPassword.text")} />
      <Group gap="sm">
        <Code fz="lg" px="md" py="xs" translate="no" style={{ overflowWrap: "anywhere" }}>
          {password.temporaryPassword}
        </Code>
        <CopyButton value={password.temporaryPassword} label={t("temporaryPassword.copy")} />
      </Group>
      <Text size="sm" c="dimmed">
        {t("temporaryPassword.until")} <DateTime at={password.expiresAt} />
      </Text>
    </Stack>
  );
}
