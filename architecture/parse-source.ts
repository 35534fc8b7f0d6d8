import { type Node, type Program, parseSync, visitorKeys } from "oxc-parser";

export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  path: string;
  text: string;
}

export interface SourceImport {
  specifier: string;
  /** The repository path of a relative import; undefined for a package. */
  target: string | undefined;
  /** `kysely` for "kysely/migration", `node:fs` for "node:fs"; undefined for a relative import. */
  packageName: string | undefined;
  /** Vanishes at run time: every name in it is a type. */
  typeOnly: boolean;
  /** The imported names; `*` for a namespace or a re-export of everything. */
  names: readonly string[];
  /** Those of the names that exist at run time. */
  valueNames: readonly string[];
  line: number;
}

export interface ParsedFile extends SourceFile {
  program: Program;
  /** Every node of the program, each before its children: walked once, read by every check. */
  nodes: readonly Node[];
  imports: readonly SourceImport[];
}

/** Throws on a file that does not parse and on an empty tree: a check that read nothing must not pass. */
export function parseSources(files: readonly SourceFile[]): ParsedFile[] {
  const scripts = files.filter((file) => /\.(ts|tsx|mjs)$/.test(file.path));
  if (scripts.length === 0) {
    throw new Error("The architecture check read no source file.");
  }
  return scripts.map(parseSource);
}

function parseSource(file: SourceFile): ParsedFile {
  const result = parseSync(file.path, file.text);
  const failure = result.errors[0];
  if (failure) {
    throw new Error(`${file.path} does not parse: ${failure.message}`);
  }
  const nodes = nodesWithin(result.program);
  return { ...file, program: result.program, nodes, imports: readImports(file, nodes) };
}

function readImports(file: SourceFile, nodes: readonly Node[]): SourceImport[] {
  return nodes.flatMap((node) => {
    const found = readImport(node);
    return found ? [{ ...found, ...resolve(file.path, found.specifier), line: lineOf(file.text, node.start) }] : [];
  });
}

type ImportedNames = Pick<SourceImport, "specifier" | "typeOnly" | "names" | "valueNames">;

function readImport(node: Node): ImportedNames | undefined {
  switch (node.type) {
    case "ImportDeclaration":
      return readNames(node.source.value, node.importKind === "type", node.specifiers);
    case "ExportAllDeclaration":
      return readNames(node.source.value, node.exportKind === "type", [node]);
    case "ExportNamedDeclaration":
      return node.source ? readNames(node.source.value, node.exportKind === "type", node.specifiers) : undefined;
    case "ImportExpression":
      return node.source.type === "Literal" ? readNames(String(node.source.value), false, [node]) : undefined;
    case "TSImportType":
      return readNames(node.source.value, true, [node]);
    default:
      return undefined;
  }
}

function readNames(specifier: string, allTypes: boolean, specifiers: readonly Node[]): ImportedNames {
  const names = specifiers.map(importedName);
  const valueNames = allTypes ? [] : specifiers.filter((each) => !isTypeName(each)).map(importedName);
  const typeOnly = allTypes || (specifiers.length > 0 && valueNames.length === 0);
  return { specifier, typeOnly, names, valueNames };
}

function isTypeName(specifier: Node): boolean {
  const kinds = specifier as { importKind?: string; exportKind?: string };
  return kinds.importKind === "type" || kinds.exportKind === "type";
}

function importedName(specifier: Node): string {
  switch (specifier.type) {
    case "ImportSpecifier":
      return nameText(specifier.imported);
    case "ExportSpecifier":
      return nameText(specifier.local);
    case "ImportDefaultSpecifier":
      return "default";
    default:
      return "*";
  }
}

function nameText(name: object): string {
  const named = name as { name?: string; value?: string };
  return named.name ?? named.value ?? "";
}

function resolve(from: string, specifier: string): Pick<SourceImport, "target" | "packageName"> {
  if (!specifier.startsWith(".")) {
    return { target: undefined, packageName: packageNameOf(specifier) };
  }
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("?")[0]?.split("/") ?? []) {
    if (part === "..") {
      parts.pop();
    } else if (part !== ".") {
      parts.push(part);
    }
  }
  return { target: parts.join("/"), packageName: undefined };
}

function packageNameOf(specifier: string): string {
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? specifier);
}

/** The node and everything in it. */
export function nodesWithin(root: Node): Node[] {
  const nodes: Node[] = [];
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    nodes.push(node);
    waiting.push(...childrenOf(node).reverse());
  }
  return nodes;
}

function childrenOf(node: Node): Node[] {
  const fields = node as unknown as Record<string, unknown>;
  return (visitorKeys[node.type] ?? []).flatMap((key) => fields[key]).filter(isNode);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
