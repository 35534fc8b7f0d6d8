import type { Node } from "oxc-parser";
import { areaOf, isTestFile } from "./areas.ts";
import { checkRelationOwnership } from "./check-relation-ownership.ts";
import type { Finding } from "./finding.ts";
import { findModule } from "./modules.ts";
import { lineOf, type ParsedFile } from "./parse-source.ts";
import { readSqlTemplates } from "./read-sql-templates.ts";
import { findForbiddenClock } from "./sql-clock.ts";
import { readQueryNames, readSqlRelations } from "./sql-relations.ts";

/** SQL of the program: whose relations a module touches, which clock decides, and that nothing hides its statement. */
export function checkSql(files: readonly ParsedFile[]): Finding[] {
  return files
    .filter((file) => file.path.startsWith("server/") && !isTestFile(file.path))
    .flatMap((file) => [...checkTemplates(file), ...checkHiddenSql(file)]);
}

function checkTemplates(file: ParsedFile): Finding[] {
  const area = areaOf(file.path);
  const owner = area?.name === "module" ? findModule(area.owner) : undefined;
  const templates = readSqlTemplates(file);
  const queryNames = new Set(templates.flatMap((template) => readQueryNames(template.text)));
  return templates.flatMap((template) => {
    const place = { path: file.path, line: template.line };
    const clock = findForbiddenClock(template.text);
    const relations = readSqlRelations(template.text).filter(
      (relation) => relation.schema !== undefined || !queryNames.has(relation.name),
    );
    return [
      ...(clock === undefined
        ? []
        : [{ ...place, rule: "sql-clock", message: `${clock}: platform.current_time() decides` }]),
      ...(owner ? relations.flatMap((relation) => checkRelationOwnership(owner, relation)) : []).map((problem) => ({
        ...problem,
        ...place,
      })),
    ];
  });
}

const buildersOfStatements = new Set([
  "selectFrom",
  "insertInto",
  "updateTable",
  "deleteFrom",
  "replaceInto",
  "mergeInto",
]);

/** A statement is visible: no text from outside becomes SQL, no builder hides which table is meant. */
function checkHiddenSql(file: ParsedFile): Finding[] {
  if (areaOf(file.path)?.name !== "module") {
    return [];
  }
  const findings: Finding[] = [];
  for (const node of file.nodes) {
    const message = hiddenSql(node);
    if (message !== undefined) {
      findings.push({ rule: "visible-sql", path: file.path, line: lineOf(file.text, node.start), message });
    }
  }
  return findings;
}

function hiddenSql(node: Node): string | undefined {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") {
    return undefined;
  }
  const { object, property } = node.callee;
  const method = property.type === "Identifier" ? property.name : "";
  if (buildersOfStatements.has(method)) {
    return `${method}() hides the statement: write it with the sql tag`;
  }
  const onTag = object.type === "Identifier" && object.name === "sql";
  const literal = node.arguments[0]?.type === "Literal";
  return onTag && (method === "raw" || method === "table") && !literal
    ? `sql.${method}() of something that is no literal`
    : undefined;
}
