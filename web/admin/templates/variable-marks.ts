import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { type MergeToken, readTokens } from "../../../contracts/merge-syntax.ts";
import type { TemplateKind } from "../../../contracts/template-variables.ts";

export interface VariableMarkOptions {
  kind: () => TemplateKind;
  /** Class names of the style sheet. */
  known: string;
  unknown: string;
}

/** Shows which words are variables, and which only look like one, while one writes. */
export const VariableMarks = Extension.create<VariableMarkOptions>({
  name: "variableMarks",
  addProseMirrorPlugins() {
    const { options } = this;
    return [
      new Plugin({
        props: { decorations: ({ doc }) => DecorationSet.create(doc, listMarks(doc, options)) },
      }),
    ];
  },
});

function listMarks(doc: Node, options: VariableMarkOptions): Decoration[] {
  const marks: Decoration[] = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    for (const token of readTokens(node.textBetween(0, node.content.size, "\n", "\n"))) {
      const start = position + 1 + token.start;
      const className = isKnown(token, options.kind()) ? options.known : options.unknown;
      marks.push(Decoration.inline(start, start + token.end - token.start, { class: className }));
    }
    return false;
  });
  return marks;
}

function isKnown(token: MergeToken, kind: TemplateKind): boolean {
  if (token.kind === "unknown") return false;
  return token.kind === "end" || token.variable.kinds.includes(kind);
}
