import { notifications } from "@mantine/notifications";
import { IconCheck } from "@tabler/icons-react";

/** "Saved": good news that needs no answer. Problems are shown where they happened, with ErrorNotice. */
export function toast(message: string): void {
  notifications.show({
    message,
    color: "petrol",
    icon: <IconCheck size={18} aria-hidden />,
    autoClose: 5000,
    withCloseButton: false,
    // The place where toasts appear is the live region; a role of their own would be read out twice.
    role: "none",
  });
}
