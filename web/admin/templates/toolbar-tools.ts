import {
  IconAlignCenter,
  IconAlignLeft,
  IconAlignRight,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconH1,
  IconH2,
  IconH3,
  IconItalic,
  IconList,
  IconListNumbers,
  IconSeparator,
  IconUnderline,
  type TablerIcon,
} from "@tabler/icons-react";
import type { ChainedCommands, Editor } from "@tiptap/core";
import { alignmentOf, setAlignment } from "./alignment.ts";

export interface Tool {
  /** Its phrase is `editor.<name>`. */
  name: string;
  icon: TablerIcon;
  run: (editor: Editor) => void;
  /** Undefined for a tool that is no switch. */
  isOn?: (editor: Editor) => boolean;
}

/** Groups, in the order of the toolbar. */
export const toolGroups: readonly (readonly Tool[])[] = [
  [
    mark("bold", IconBold, (chain) => chain.toggleBold()),
    mark("italic", IconItalic, (chain) => chain.toggleItalic()),
    mark("underline", IconUnderline, (chain) => chain.toggleUnderline()),
  ],
  [heading("heading1", IconH1, 1), heading("heading2", IconH2, 2), heading("heading3", IconH3, 3)],
  [
    mark("bulletList", IconList, (chain) => chain.toggleBulletList()),
    mark("orderedList", IconListNumbers, (chain) => chain.toggleOrderedList()),
    {
      name: "quote",
      icon: IconBlockquote,
      run: (editor) => editor.chain().focus().toggleBlockquote().run(),
      isOn: (editor) => editor.isActive("blockquote"),
    },
  ],
  [
    alignment("alignLeft", IconAlignLeft, "left"),
    alignment("alignCenter", IconAlignCenter, "center"),
    alignment("alignRight", IconAlignRight, "right"),
  ],
  [
    { name: "line", icon: IconSeparator, run: (editor) => editor.chain().focus().setHorizontalRule().run() },
    { name: "undo", icon: IconArrowBackUp, run: (editor) => editor.chain().focus().undo().run() },
    { name: "redo", icon: IconArrowForwardUp, run: (editor) => editor.chain().focus().redo().run() },
  ],
];

function mark(name: string, icon: TablerIcon, toggle: (chain: ChainedCommands) => ChainedCommands): Tool {
  return {
    name,
    icon,
    run: (editor) => toggle(editor.chain().focus()).run(),
    isOn: (editor) => editor.isActive(name),
  };
}

function heading(name: string, icon: TablerIcon, level: 1 | 2 | 3): Tool {
  return {
    name,
    icon,
    run: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
    isOn: (editor) => editor.isActive("heading", { level }),
  };
}

function alignment(name: string, icon: TablerIcon, side: "left" | "center" | "right"): Tool {
  return {
    name,
    icon,
    run: (editor) => setAlignment(editor, side),
    isOn: (editor) => alignmentOf(editor) === side,
  };
}
