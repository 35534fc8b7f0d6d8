import { ActionIcon, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconLink, IconPhoto } from "@tabler/icons-react";
import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./content-editor.module.css";
import { LinkDialog } from "./link-dialog.tsx";
import { PictureDialog } from "./picture-dialog.tsx";
import { toolGroups } from "./toolbar-tools.ts";
import { useRovingFocus } from "./use-roving-focus.ts";

/** One stop of the Tab key; arrows, Home and End go from tool to tool. */
export function RichTextToolbar({ editor }: { editor: Editor }) {
  const { t } = useTranslation("templates");
  const roving = useRovingFocus();
  const [isLinking, linking] = useDisclosure(false);
  const [isPicturing, picturing] = useDisclosure(false);
  const on = useEditorState({ editor, selector: ({ editor: current }) => listOn(current) });
  return (
    <div role="toolbar" aria-label={t("editor.toolbar")} className={styles.toolbar} {...roving}>
      {toolGroups.map((group, index) => (
        <div key={group[0]?.name} className={styles.tools}>
          {group.map(({ name, icon: Icon, run, isOn }) => (
            <ToolButton
              key={name}
              label={t(`editor.${name}`)}
              onClick={() => run(editor)}
              {...(isOn && { "aria-pressed": on.includes(name) })}
            >
              <Icon size={20} aria-hidden />
            </ToolButton>
          ))}
          {index === 2 && (
            <>
              <ToolButton label={t("editor.link")} aria-pressed={on.includes("link")} onClick={linking.open}>
                <IconLink size={20} aria-hidden />
              </ToolButton>
              <ToolButton label={t("editor.image")} onClick={picturing.open}>
                <IconPhoto size={20} aria-hidden />
              </ToolButton>
            </>
          )}
        </div>
      ))}
      <LinkDialog editor={editor} isOpen={isLinking} onClose={linking.close} />
      <PictureDialog editor={editor} isOpen={isPicturing} onClose={picturing.close} />
    </div>
  );
}

function listOn(editor: Editor): string[] {
  const tools = toolGroups.flat().filter(({ isOn }) => isOn?.(editor));
  return [...tools.map(({ name }) => name), ...(editor.isActive("link") ? ["link"] : [])];
}

interface ToolButtonProps {
  label: string;
  onClick: () => void;
  /** For switches. */
  "aria-pressed"?: boolean;
  children: ReactNode;
}

function ToolButton({ label, children, ...button }: ToolButtonProps) {
  const isOn = button["aria-pressed"] === true;
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant={isOn ? "light" : "subtle"}
        color={isOn ? "petrol" : "gray"}
        size="lg"
        aria-label={label}
        {...button}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
