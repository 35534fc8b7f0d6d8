import type { Node } from "oxc-parser";
import { isTestFile } from "./areas.ts";
import type { Finding } from "./finding.ts";
import { lineOf, nodesWithin, type ParsedFile } from "./parse-source.ts";

/** Only consent may allow: nobody else asserts a value to be a SendPermit (tests neither, they ask the gate). */
export function checkPermits(files: readonly ParsedFile[]): Finding[] {
  return files
    .filter((file) => !file.path.startsWith("server/modules/consent/") && !mayForge(file.path))
    .flatMap((file) => {
      const findings: Finding[] = [];
      for (const node of file.nodes) {
        if (assertsPermit(node)) {
          const message = "only consent makes a SendPermit";
          findings.push({ rule: "permit", path: file.path, line: lineOf(file.text, node.start), message });
        }
      }
      return findings;
    });
}

/**
 * An adapter's contract suite needs permits without a gate: that is what it tests around. The benchmark measures what the
 * gate costs, with one hand-over that has none.
 */
function mayForge(path: string): boolean {
  if (path === "bench/ungated-dispatcher.ts") return true;
  return path.startsWith("server/channels/") && (isTestFile(path) || path.endsWith("channel-contract.ts"));
}

function assertsPermit(node: Node): boolean {
  if (node.type !== "TSAsExpression" && node.type !== "TSTypeAssertion") {
    return false;
  }
  return nodesWithin(node.typeAnnotation).some(
    (inner) => inner.type === "TSTypeReference" && "name" in inner.typeName && inner.typeName.name === "SendPermit",
  );
}
