import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKey } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Sender, SmtpPreset } from "../../../contracts/senders.ts";
import { Section } from "../../ui/section.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { PasswordDialog } from "./password-dialog.tsx";

export function SenderPassword({ sender, preset }: { sender: Sender; preset: SmtpPreset | undefined }) {
  const { t } = useTranslation("senders");
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <Section title={t("password.label")}>
      <Group>
        {sender.hasPassword ? (
          <StatusBadge tone="good" label={t("password.present")} />
        ) : (
          <StatusBadge tone="attention" label={t("password.missing")} />
        )}
        <Button
          variant={sender.hasPassword ? "default" : "filled"}
          leftSection={<IconKey size={18} aria-hidden />}
          onClick={open}
        >
          {sender.hasPassword ? t("password.change") : t("password.set")}
        </Button>
      </Group>
      {isOpen && <PasswordDialog sender={sender} preset={preset} onClose={close} />}
    </Section>
  );
}
