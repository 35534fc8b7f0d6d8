import { findModuleBySchema, type ModuleRow } from "./modules.ts";
import type { RelationUse, SqlRelation } from "./sql-relations.ts";

export interface OwnershipProblem {
  rule: "sql-ownership";
  message: string;
}

/** A module writes its own schema; below it, it reads published views and points foreign keys at tables. */
export function checkRelationOwnership(owner: ModuleRow, relation: SqlRelation): OwnershipProblem[] {
  const problem = problemOf(owner, relation);
  return problem === undefined ? [] : [{ rule: "sql-ownership", message: problem }];
}

/** Every tenant row belongs to an organisation, whatever its module may import. */
function problemOf(owner: ModuleRow, { schema, name, use }: SqlRelation): string | undefined {
  if (schema === undefined) {
    return `${name} is named without its schema`;
  }
  const other = findModuleBySchema(schema);
  if (other === owner) {
    return undefined;
  }
  if (schema === "identity" && name === "organisations" && use === "references") {
    return undefined;
  }
  const what = `${owner.name} ${use} ${schema}.${name}`;
  return other ? foreignProblem(owner, other, { use, name, what }) : unownedProblem(schema, { use, name, what });
}

interface ForeignUse {
  use: RelationUse;
  name: string;
  what: string;
}

/** The floor's and PostgreSQL's own functions are for all; relations without a module are for nobody. */
function unownedProblem(schema: string, { use, what }: ForeignUse): string | undefined {
  return use === "calls" || schema === "pg_catalog" ? undefined : `${what}, which belongs to no module`;
}

function foreignProblem(owner: ModuleRow, other: ModuleRow, { use, name, what }: ForeignUse): string | undefined {
  if (!owner.mayImport.includes(other.name)) {
    return `${what}, but may not import ${other.name}`;
  }
  if (use === "reads") {
    return other.publishedViews.includes(name) ? undefined : `${what}, which is no published view`;
  }
  return use === "references" ? undefined : `${what}, which belongs to ${other.name}`;
}
