import { Button, Group, Modal, NumberInput, Stack } from "@mantine/core";
import type { Editor } from "@tiptap/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DataField } from "../../ui/data-field.tsx";

interface Props {
  editor: Editor;
  isOpen: boolean;
  onClose: () => void;
}

/** A picture that stands somewhere on the web. */
export function PictureDialog({ editor, isOpen, onClose }: Props) {
  const { t } = useTranslation("templates");
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t("editor.imageTitle")}
      closeButtonProps={{ "aria-label": t("common:close") }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <PictureForm editor={editor} onClose={onClose} />
    </Modal>
  );
}

function PictureForm({ editor, onClose }: Omit<Props, "isOpen">) {
  const { t } = useTranslation("templates");
  const [src, setSrc] = useState("");
  const [alt, setAlt] = useState("");
  const [width, setWidth] = useState<number | string>("");
  const [isWrong, setWrong] = useState(false);
  const insert = () => {
    if (!/^https?:\/\/\S+$/i.test(src.trim())) return setWrong(true);
    const attrs = { src: src.trim(), alt: alt.trim(), width: width === "" ? null : String(width) };
    editor.chain().focus().insertContent({ type: "image", attrs }).run();
    onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        insert();
      }}
    >
      <Stack>
        <DataField
          label={t("editor.imageAddress")}
          required
          data-autofocus
          type="url"
          value={src}
          onChange={(event) => setSrc(event.currentTarget.value)}
          error={isWrong && t("editor.imageWrong")}
        />
        <DataField
          label={t("editor.imageAlt")}
          description={t("editor.imageAltHint")}
          value={alt}
          onChange={(event) => setAlt(event.currentTarget.value)}
        />
        <NumberInput label={t("editor.imageWidth")} min={1} max={2000} value={width} onChange={setWidth} />
        <Group justify="flex-end">
          <Button type="submit">{t("editor.imageInsert")}</Button>
        </Group>
      </Stack>
    </form>
  );
}
