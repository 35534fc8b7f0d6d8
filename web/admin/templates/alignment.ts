import type { Editor } from "@tiptap/core";

export type Side = "left" | "center" | "right";

const blocks = ["paragraph", "heading"] as const;

export function setAlignment(editor: Editor, side: Side): void {
  const chain = editor.chain().focus();
  for (const block of blocks) {
    const style = withAlignment(String(editor.getAttributes(block).style ?? ""), side);
    chain.updateAttributes(block, { style: style === "" ? null : style });
  }
  chain.run();
}

export function alignmentOf(editor: Editor): Side {
  const block = blocks.find((name) => editor.isActive(name)) ?? "paragraph";
  const found = /text-align:\s*(center|right)/.exec(String(editor.getAttributes(block).style ?? ""))?.[1];
  return (found as Side | undefined) ?? "left";
}

/** Left is how text stands anyway, so it needs no style. */
export function withAlignment(style: string, side: Side): string {
  const others = style
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "" && !part.startsWith("text-align"));
  return [...others, ...(side === "left" ? [] : [`text-align:${side}`])].join(";");
}
