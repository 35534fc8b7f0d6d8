import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";

const file = path.resolve(import.meta.dirname, "../../../../web/portal/portal.css");

let style: { text: string; version: string } | undefined;

/** The style sheet of the person's pages: read once, served by us, named by its content. */
export function pageStyle(): { text: string; version: string } {
  if (!style) {
    const text = readFileSync(file, "utf8");
    style = { text, version: createHash("sha256").update(text).digest("hex").slice(0, 12) };
  }
  return style;
}
