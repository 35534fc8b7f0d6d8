import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

/**
 * Asks before a change is lost, by a link or by closing the tab. Render the returned dialog anywhere in the page.
 * @example const guard = useUnsavedGuard(form.isDirty()); return <form>…{guard}</form>;
 */
export function useUnsavedGuard(isDirty: boolean) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    // Another tab or filter of the same page loses nothing.
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  return (
    <Modal
      opened={blocker.status === "blocked"}
      onClose={() => blocker.reset?.()}
      title={t("common:unsaved.title")}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <Stack>
        <Text>{t("common:unsaved.text")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => blocker.proceed?.()}>
            {t("common:unsaved.leave")}
          </Button>
          <Button data-autofocus onClick={() => blocker.reset?.()}>
            {t("common:unsaved.stay")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
