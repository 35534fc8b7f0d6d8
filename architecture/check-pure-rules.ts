import type { Node } from "oxc-parser";
import type { Finding } from "./finding.ts";
import { lineOf, type ParsedFile } from "./parse-source.ts";

/** A decision gets its time and its facts as arguments: the same inputs give the same answer on any day. */
export function checkPureRules(files: readonly ParsedFile[]): Finding[] {
  return files
    .filter((file) => file.path.endsWith(".rules.ts"))
    .flatMap((file) => {
      const findings: Finding[] = [];
      for (const node of file.nodes) {
        const impurity = impurityOf(node);
        if (impurity !== undefined) {
          const message = `rules have no clock, no chance and no I/O, but this has ${impurity}`;
          findings.push({ rule: "pure-rules", path: file.path, line: lineOf(file.text, node.start), message });
        }
      }
      return findings;
    });
}

const impureMembers = new Set([
  "Date.now",
  "Math.random",
  "performance.now",
  "crypto.randomUUID",
  "crypto.getRandomValues",
  "Temporal.Now",
]);
const impureNames = new Set(["fetch", "process", "console", "setTimeout", "setInterval", "setImmediate", "globalThis"]);

function impurityOf(node: Node): string | undefined {
  if (node.type === "AwaitExpression") {
    return "await";
  }
  if (node.type === "NewExpression" && isNamed(node.callee, "Date") && node.arguments.length === 0) {
    return "new Date()";
  }
  if (node.type === "CallExpression" && isNamed(node.callee, "Date")) {
    return "Date()";
  }
  return impureNameOf(node);
}

function impureNameOf(node: Node): string | undefined {
  if (node.type !== "MemberExpression" || node.object.type !== "Identifier") {
    return node.type === "CallExpression" && node.callee.type === "Identifier" && impureNames.has(node.callee.name)
      ? `${node.callee.name}()`
      : undefined;
  }
  if (impureNames.has(node.object.name)) {
    return node.object.name;
  }
  const member = node.property.type === "Identifier" ? `${node.object.name}.${node.property.name}` : "";
  return impureMembers.has(member) ? member : undefined;
}

function isNamed(node: Node, name: string): boolean {
  return node.type === "Identifier" && node.name === name;
}
