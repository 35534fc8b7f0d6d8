import { Button, Modal, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Sender, SmtpPreset } from "../../../contracts/senders.ts";
import { PasswordForm } from "./password-form.tsx";
import { ProviderGuide } from "./provider-guide.tsx";

interface Props {
  sender: Sender;
  preset: SmtpPreset | undefined;
  onClose: () => void;
}

export function PasswordDialog({ sender, preset, onClose }: Props) {
  const { t } = useTranslation("senders");
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("password.title", { address: sender.fromAddress })}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <Stack gap="xl">
        <PasswordForm
          sender={sender}
          preset={preset}
          onSaved={onClose}
          otherAction={
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
          }
        />
        {preset && <ProviderGuide preset={preset} />}
      </Stack>
    </Modal>
  );
}
