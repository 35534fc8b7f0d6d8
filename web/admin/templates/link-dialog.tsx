import { Button, Checkbox, Group, Modal, Stack } from "@mantine/core";
import type { Editor } from "@tiptap/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DataField } from "../../ui/data-field.tsx";
import { isUsableAddress } from "./rich-text-extensions.ts";

interface Props {
  editor: Editor;
  isOpen: boolean;
  onClose: () => void;
}

/** Sets, changes or removes the link at the caret. */
export function LinkDialog({ editor, isOpen, onClose }: Props) {
  const { t } = useTranslation("templates");
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t("editor.linkTitle")}
      closeButtonProps={{ "aria-label": t("common:close") }}
      // React events of a portal reach the toolbar, whose arrows must not move the focus out of the dialog.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <LinkForm editor={editor} onClose={onClose} />
    </Modal>
  );
}

const buttonStyle =
  "display:inline-block;padding:12px 20px;background-color:#1d5f4a;color:#ffffff;text-decoration:none;border-radius:6px";

function LinkForm({ editor, onClose }: Omit<Props, "isOpen">) {
  const { t } = useTranslation("templates");
  const link = editor.getAttributes("link");
  const [address, setAddress] = useState(String(link.href ?? ""));
  const [words, setWords] = useState("");
  const [isButton, setButton] = useState(String(link.style ?? "").includes("background-color"));
  const [isWrong, setWrong] = useState(false);
  const needsWords = editor.state.selection.empty && !editor.isActive("link");
  const apply = () => {
    const href = completeAddress(address);
    if (!isUsableAddress(href)) return setWrong(true);
    setLink(editor, { href, style: isButton ? buttonStyle : null, words: words.trim() || href });
    onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // The form stands inside the page's form, whose save it must not cause.
        event.stopPropagation();
        apply();
      }}
    >
      <Stack>
        <DataField
          label={t("editor.linkAddress")}
          description={t("editor.linkHint", { example: "%preferences_link%" })}
          required
          data-autofocus
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          error={isWrong && t("editor.linkWrong")}
        />
        {needsWords && (
          <DataField
            label={t("editor.linkText")}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        )}
        <Checkbox
          label={t("editor.linkButton")}
          checked={isButton}
          onChange={(event) => setButton(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          {editor.isActive("link") && (
            <Button
              variant="default"
              onClick={() => {
                editor.chain().focus().extendMarkRange("link").unsetLink().run();
                onClose();
              }}
            >
              {t("editor.linkRemove")}
            </Button>
          )}
          <Button type="submit">{t("editor.linkApply")}</Button>
        </Group>
      </Stack>
    </form>
  );
}

interface NewLink {
  href: string;
  style: string | null;
  words: string;
}

function setLink(editor: Editor, { href, style, words }: NewLink): void {
  const chain = editor.chain().focus();
  if (editor.state.selection.empty && !editor.isActive("link")) {
    chain.insertContent({ type: "text", text: words, marks: [{ type: "link", attrs: { href, style } }] }).run();
    return;
  }
  chain.extendMarkRange("link").setLink({ href }).updateAttributes("link", { style }).run();
}

/** "www.example.com" and "info@example.com" are what people type. */
function completeAddress(typed: string): string {
  const address = typed.trim();
  if (address === "" || isUsableAddress(address)) return address;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(address)) return `mailto:${address}`;
  return /^[^\s/]+\.[a-z]{2,}(?:[/?#]|$)/i.test(address) ? `https://${address}` : address;
}
