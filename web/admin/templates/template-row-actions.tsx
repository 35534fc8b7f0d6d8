import { ActionIcon, Menu, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArchive, IconArchiveOff, IconCircleCheck, IconCopy, IconDots } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { automaticKinds, type TemplateSummary } from "../../../contracts/templates.ts";
import { ConfirmDialog } from "../../ui/confirm-button.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { useTemplateActions } from "./use-template-actions.ts";

/** Duplicate, archive or bring back, put in use. */
export function TemplateRowActions({ template }: { template: TemplateSummary }) {
  const { t } = useTranslation("templates");
  const actions = useTemplateActions(template.templateId);
  const [isArchiving, archiving] = useDisclosure(false);
  const [isUsing, using] = useDisclosure(false);
  const run = useMutation({ mutationFn: (action: () => Promise<unknown>) => action() });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t("list.actionsFor", { name: template.name })}
          >
            <IconDots size={20} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => run.mutate(actions.duplicate)}>
            {t("actions.duplicate")}
          </Menu.Item>
          {canBeUsed(template) && (
            <Menu.Item leftSection={<IconCircleCheck size={16} aria-hidden />} onClick={using.open}>
              {t("actions.use")}
            </Menu.Item>
          )}
          {template.archivedAt ? (
            <Menu.Item
              leftSection={<IconArchiveOff size={16} aria-hidden />}
              onClick={() => run.mutate(actions.restore)}
            >
              {t("actions.restore")}
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} onClick={archiving.open}>
              {t("actions.archive")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={run.isError}
        onClose={run.reset}
        title={t("common:errors.title")}
        closeButtonProps={{ "aria-label": t("common:close") }}
      >
        <ErrorNotice problem={run.error} />
      </Modal>
      <ConfirmDialog
        isOpen={isArchiving}
        onClose={archiving.close}
        question={t("actions.archiveQuestion")}
        consequence={t("actions.archiveConsequence")}
        confirmLabel={t("actions.archive")}
        onConfirm={actions.archive}
      />
      <ConfirmDialog
        isOpen={isUsing}
        onClose={using.close}
        question={t("actions.useQuestion")}
        consequence={t("actions.useConsequence")}
        confirmLabel={t("actions.use")}
        onConfirm={actions.use}
      />
    </>
  );
}

function canBeUsed({ kind, isInUse, archivedAt }: TemplateSummary): boolean {
  return (automaticKinds as readonly string[]).includes(kind) && !isInUse && archivedAt === null;
}
