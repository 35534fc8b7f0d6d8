import path from "node:path";
import { expect, test } from "vitest";
import { checkArchitecture } from "../../architecture/check-architecture.ts";
import { describeFinding } from "../../architecture/finding.ts";
import { readSourceTree } from "../../architecture/source-tree.ts";

test("every wall of the program stands", () => {
  const files = readSourceTree(path.resolve(import.meta.dirname, "../.."));
  expect(files.length).toBeGreaterThan(50);
  expect(checkArchitecture(files).map(describeFinding)).toEqual([]);
}, 60_000);
