import type { Node, TemplateLiteral } from "oxc-parser";
import { lineOf, type ParsedFile } from "./parse-source.ts";
import { placeholder } from "./sql-tokens.ts";

export interface SqlTemplate {
  text: string;
  line: number;
}

/** The texts of all sql`…` templates of a file, nested ones for themselves. */
export function readSqlTemplates(file: ParsedFile): SqlTemplate[] {
  const templates: SqlTemplate[] = [];
  for (const node of file.nodes) {
    if (node.type === "TaggedTemplateExpression" && isSqlTag(node.tag)) {
      templates.push({ text: templateText(node.quasi), line: lineOf(file.text, node.start) });
    }
  }
  return templates;
}

function isSqlTag(tag: Node): boolean {
  return tag.type === "Identifier" && tag.name === "sql";
}

function templateText(quasi: TemplateLiteral): string {
  return quasi.quasis.map((part) => part.value.cooked ?? part.value.raw).join(placeholder);
}
