import type { Node, Program } from "oxc-parser";

export interface ExportedName {
  name: string;
  kind: "function" | "type" | "value" | "re-export";
}

/** The names that a file exports, in their order. */
export function exportedNames(program: Program): ExportedName[] {
  return program.body.flatMap((statement) => {
    if (statement.type === "ExportNamedDeclaration") {
      return statement.declaration ? declaredNames(statement.declaration) : statement.specifiers.map(reExported);
    }
    return statement.type === "ExportAllDeclaration" ? [{ name: "*", kind: "re-export" as const }] : [];
  });
}

function reExported(specifier: Node): ExportedName {
  const exported = specifier.type === "ExportSpecifier" && specifier.exported;
  return { name: exported && "name" in exported ? exported.name : "*", kind: "re-export" };
}

function declaredNames(declaration: Node): ExportedName[] {
  if (declaration.type === "FunctionDeclaration") {
    return [{ name: declaration.id?.name ?? "", kind: "function" }];
  }
  if (declaration.type === "VariableDeclaration") {
    return declaration.declarations.flatMap((each) => {
      const isFunction = each.init?.type === "ArrowFunctionExpression" || each.init?.type === "FunctionExpression";
      return each.id.type === "Identifier" ? [{ name: each.id.name, kind: isFunction ? "function" : "value" }] : [];
    });
  }
  const named = declaration as { id?: { name?: string } | null };
  return [{ name: named.id?.name ?? "", kind: declaration.type === "ClassDeclaration" ? "value" : "type" }];
}
