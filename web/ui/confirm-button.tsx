import { Button, type ButtonProps, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "./error-notice.tsx";

interface Question {
  /** "Delete this contact?" */
  question: string;
  /** What will happen, and whether it can be undone. */
  consequence: ReactNode;
  /** The verb again, never "OK": "Delete". */
  confirmLabel: string;
  isDangerous?: boolean;
}

export interface ConfirmDialogProps extends Question {
  isOpen: boolean;
  onClose: () => void;
  /** The dialog stays open and shows the problem when this fails. */
  onConfirm: () => Promise<unknown>;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslation();
  const { isOpen, onClose, onConfirm } = props;
  const [problem, setProblem] = useState<unknown>();
  const [isPending, setPending] = useState(false);
  const close = () => {
    setProblem(undefined);
    onClose();
  };
  const confirm = async () => {
    setPending(true);
    try {
      await onConfirm();
      close();
    } catch (caught) {
      setProblem(caught);
    } finally {
      setPending(false);
    }
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={props.question}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <Stack>
        <Text component="div">{props.consequence}</Text>
        <ErrorNotice problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus={props.isDangerous || undefined}>
            {t("common:cancel")}
          </Button>
          <Button
            {...(props.isDangerous && { color: "red.9" })}
            data-autofocus={!props.isDangerous || undefined}
            loading={isPending}
            onClick={() => void confirm()}
          >
            {props.confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

export interface ConfirmButtonProps extends Question, Omit<ButtonProps, "onClick"> {
  onConfirm: () => Promise<unknown>;
  children: ReactNode;
}

/** A button that asks first, and says what will happen. */
export function ConfirmButton({ onConfirm, children, ...props }: ConfirmButtonProps) {
  const { question, consequence, confirmLabel, isDangerous = false, ...button } = props;
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" {...button} onClick={open}>
        {children}
      </Button>
      <ConfirmDialog {...{ question, consequence, confirmLabel, isDangerous, isOpen, onConfirm }} onClose={close} />
    </>
  );
}
