import { checkRelationOwnership } from "./check-relation-ownership.ts";
import type { Finding } from "./finding.ts";
import { modules } from "./modules.ts";
import type { SourceFile } from "./parse-source.ts";
import { findForbiddenClock } from "./sql-clock.ts";
import { readQueryNames, readSqlRelations, type SqlRelation } from "./sql-relations.ts";

const migrationPath = /^database\/migrations\/(.+)$/;

/** Migrations: named by number, module, verb and thing; numbered once; touching the schema of their module only. */
export function checkMigrations(files: readonly SourceFile[]): Finding[] {
  const migrations = files.filter((file) => migrationPath.test(file.path));
  return [...migrations.flatMap((file) => checkMigration(file)), ...repeatedNumbers(migrations)];
}

function checkMigration(file: SourceFile): Finding[] {
  const base = file.path.replace("database/migrations/", "");
  const named = /^\d{4}_([a-z][a-z0-9_]*)\.sql$/.exec(base)?.[1];
  if (named === undefined) {
    return [finding(file, "migration-name", "is not NNNN_module_verb_what.sql")];
  }
  if (named.startsWith("platform_")) {
    return [];
  }
  const owner = modules.find((row) => named.startsWith(`${row.schema}_`));
  if (!owner) {
    return [finding(file, "migration-name", "names no module")];
  }
  const clock = findForbiddenClock(file.text);
  const problems = relationsOf(file.text).flatMap((relation) =>
    checkRelationOwnership(owner, relation).map((problem) => ({
      ...finding(file, problem.rule, problem.message),
      line: file.text.slice(0, relation.offset).split("\n").length,
    })),
  );
  return clock === undefined
    ? problems
    : [finding(file, "sql-clock", `${clock}: platform.current_time() decides`), ...problems];
}

/** Names of rows in triggers and of WITH queries are no relations; a trigger or policy has a plain name of its own. */
function relationsOf(text: string): SqlRelation[] {
  const queryNames = new Set([...readQueryNames(text), "new", "old"]);
  return readSqlRelations(text).filter((relation) => {
    const plainName = relation.schema === undefined && (relation.use === "creates" || queryNames.has(relation.name));
    return !plainName;
  });
}

function repeatedNumbers(migrations: readonly SourceFile[]): Finding[] {
  const numbers = migrations.map((file) => file.path.slice("database/migrations/".length).slice(0, 4));
  return migrations
    .filter((_, at) => numbers.indexOf(numbers[at] ?? "") !== at)
    .map((file) => finding(file, "migration-name", "has the number of another migration"));
}

function finding(file: SourceFile, rule: string, message: string): Finding {
  return { rule, path: file.path, line: 1, message };
}
