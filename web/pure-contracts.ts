import type { Plugin } from "vite";

/**
 * Contracts hold shapes (zod) beside constants. A call at the top of a module looks like an effect to the bundler, so one
 * constant would bring all shapes and zod with it: this marks those calls as droppable.
 */
export function pureContracts(): Plugin {
  return {
    name: "pure-contracts",
    enforce: "post",
    transform(code, id) {
      if (!/\/contracts\/[\w-]+\.ts$/.test(id)) return null;
      const calls = this.parse(code).body.flatMap((statement) => {
        const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
        if (declaration?.type !== "VariableDeclaration") return [];
        return declaration.declarations.map(({ init }) => init).filter((init) => init?.type === "CallExpression");
      });
      let marked = code;
      for (const call of calls.toReversed()) {
        if (!call) continue;
        marked = `${marked.slice(0, call.start)}/* @__PURE__ */ (() => ${code.slice(call.start, call.end)})()${marked.slice(call.end)}`;
      }
      return { code: marked, map: null };
    },
  };
}
