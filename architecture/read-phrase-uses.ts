import type { Node, VariableDeclarator } from "oxc-parser";
import { lineOf, type ParsedFile } from "./parse-source.ts";

/** One place that asks for a phrase. */
export interface PhraseUse {
  /** The whole key, or its beginning where the rest is computed. */
  key: string;
  isPrefix: boolean;
  /** Where an unqualified key may stand; undefined when the file does not say. */
  namespaces: readonly string[] | undefined;
  line: number;
}

interface Translator {
  namespaces: readonly string[];
  keyPrefix: string;
}

/** Uses through `t` of useTranslation, through `phrase(language, key)`, and `<Trans i18nKey>`. */
export function readPhraseUses(file: ParsedFile): PhraseUse[] {
  const translators = readTranslators(file);
  const uses: PhraseUse[] = [];
  for (const node of file.nodes) {
    const asked = askedPhrase(node);
    const key = asked && keyText(asked.argument);
    if (asked && key) {
      uses.push({ ...placeKey(key, translators.get(asked.by)), line: lineOf(file.text, node.start) });
    }
  }
  return uses;
}

/** A name may be bound by several components of one file, each with its own namespace. */
function readTranslators(file: ParsedFile): Map<string, Translator> {
  const translators = new Map<string, Translator>();
  for (const node of file.nodes) {
    const found = node.type === "VariableDeclarator" ? readTranslator(node) : undefined;
    if (found) {
      const before = translators.get(found.name)?.namespaces ?? [];
      translators.set(found.name, { ...found, namespaces: [...new Set([...before, ...found.namespaces])] });
    }
  }
  return translators;
}

function readTranslator({ id, init }: VariableDeclarator): (Translator & { name: string }) | undefined {
  const isHook =
    init?.type === "CallExpression" && init.callee.type === "Identifier" && init.callee.name === "useTranslation";
  if (!isHook || id.type !== "ObjectPattern") {
    return undefined;
  }
  const named = id.properties.flatMap((property) =>
    property.type === "Property" && "name" in property.key && property.key.name === "t" && "name" in property.value
      ? [property.value.name]
      : [],
  )[0];
  const namespaces = literals(init.arguments[0]);
  return named === undefined
    ? undefined
    : {
        name: named,
        namespaces: namespaces.length === 0 ? ["common"] : namespaces,
        keyPrefix: keyPrefixOf(init.arguments[1]),
      };
}

function literals(node: Node | undefined): string[] {
  if (node?.type === "ArrayExpression") {
    return node.elements.flatMap((element) => (element ? literals(element) : []));
  }
  return node?.type === "Literal" && typeof node.value === "string" ? [node.value] : [];
}

function keyPrefixOf(options: Node | undefined): string {
  const properties = options?.type === "ObjectExpression" ? options.properties : [];
  const found = properties.flatMap((property) =>
    property.type === "Property" && "name" in property.key && property.key.name === "keyPrefix"
      ? literals(property.value)
      : [],
  )[0];
  return found === undefined ? "" : `${found}.`;
}

interface AskedPhrase {
  by: string;
  argument: Node | undefined;
}

function askedPhrase(node: Node): AskedPhrase | undefined {
  if (node.type === "JSXAttribute" && node.name.name === "i18nKey") {
    const value = node.value?.type === "JSXExpressionContainer" ? node.value.expression : node.value;
    return { by: "t", argument: value ?? undefined };
  }
  if (node.type !== "CallExpression") {
    return undefined;
  }
  const name = calleeName(node.callee);
  if (name === "phrase") {
    return { by: name, argument: node.arguments[1] };
  }
  return name === "t" || /^t[A-Z]/.test(name) ? { by: name, argument: node.arguments[0] } : undefined;
}

function calleeName(callee: Node): string {
  if (callee.type === "MemberExpression") {
    return callee.property.type === "Identifier" ? callee.property.name : "";
  }
  return callee.type === "Identifier" ? callee.name : "";
}

interface KeyText {
  text: string;
  isPrefix: boolean;
}

function keyText(node: Node | undefined): KeyText | undefined {
  if (node?.type === "TemplateLiteral") {
    const text = node.quasis[0]?.value.cooked ?? "";
    return { text, isPrefix: node.expressions.length > 0 };
  }
  if (node?.type === "BinaryExpression" && node.operator === "+") {
    const left = literals(node.left)[0];
    return left === undefined ? undefined : { text: left, isPrefix: true };
  }
  const text = literals(node)[0];
  return text === undefined ? undefined : { text, isPrefix: false };
}

function placeKey({ text, isPrefix }: KeyText, translator: Translator | undefined): Omit<PhraseUse, "line"> {
  const [namespace, rest] = text.split(":");
  if (namespace !== undefined && rest !== undefined) {
    return { key: rest, isPrefix, namespaces: [namespace] };
  }
  return { key: (translator?.keyPrefix ?? "") + text, isPrefix, namespaces: translator?.namespaces };
}
