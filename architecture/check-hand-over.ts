import { type Finding, importFinding } from "./finding.ts";
import type { ParsedFile } from "./parse-source.ts";

const engine = "server/modules/messaging/dispatch/run-dispatcher.ts";
const productStart = "server/modules/messaging/dispatch/start-dispatcher.ts";

/**
 * The dispatcher takes its hand-over as an argument. The product names the committed one in one file; only the benchmark
 * may give it another, so that no setting and no module can send around the gate.
 */
export function checkHandOver(files: readonly ParsedFile[]): Finding[] {
  return files
    .filter(({ path }) => path !== productStart && !path.startsWith("bench/"))
    .flatMap((file) =>
      file.imports
        .filter(({ target, typeOnly }) => target === engine && !typeOnly)
        .map((imported) =>
          importFinding({ file, imported }, "hand-over", "only start-dispatcher.ts and bench choose the hand-over"),
        ),
    );
}
