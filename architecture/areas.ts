/**
 * The parts of the program and what each may import. A relative import that no line here allows is a broken wall.
 * `owner` is the module, channel adapter or web app that a file belongs to.
 */
export type AreaName =
  | "contracts"
  | "phrases"
  | "platform"
  | "http"
  | "channel-port"
  | "channel"
  | "module"
  | "app"
  | "entry"
  | "config"
  | "installation"
  | "cli"
  | "web-app"
  | "web-floor"
  | "tools";

export interface Area {
  name: AreaName;
  owner: string;
}

const patterns: readonly [RegExp, AreaName][] = [
  [/^contracts\/.+$/, "contracts"],
  [/^i18n\/.+$/, "phrases"],
  [/^server\/platform\/.+$/, "platform"],
  [/^server\/http\/.+$/, "http"],
  [/^server\/channels\/([^/]+)\/.+$/, "channel"],
  [/^server\/channels\/[^/]+$/, "channel-port"],
  [/^server\/modules\/([^/]+)\/.+$/, "module"],
  [/^server\/app\.ts$/, "app"],
  [/^server\/main-[a-z]+\.ts$/, "entry"],
  [/^server\/config(\.ts|\.test\.ts|\/.+)$/, "config"],
  [/^server\/installation(\.test)?\.ts$/, "installation"],
  [/^server\/cli\/.+$/, "cli"],
  [/^web\/(admin|portal|technician)\/.+$/, "web-app"],
  [/^web\/(ui|api-client)\/.+$/, "web-floor"],
  [/^(tests|scripts|bench|architecture|database)\/.+$/, "tools"],
  [/^web\/[a-z.-]+\.ts$/, "tools"],
  [/^(package\.json|vite\.config\.ts|vitest\.config\.ts|playwright\.config\.ts)$/, "tools"],
];

/** Undefined for a file that stands in no place of the layout. */
export function areaOf(path: string): Area | undefined {
  for (const [pattern, name] of patterns) {
    const match = pattern.exec(path);
    if (match) {
      return { name, owner: match[1] ?? "" };
    }
  }
  return undefined;
}

/** Tests, and what several tests of one folder share. */
export function isTestFile(path: string): boolean {
  return /(\.test\.tsx?|-test-support\.ts|-testing\.ts)$/.test(path) || path.startsWith("tests/");
}

/** Imports inside one owner (a module's own files, an adapter's, a web app's) are always allowed; `tools` reach all. */
export const areaImports: Record<AreaName, readonly AreaName[]> = {
  contracts: ["contracts"],
  phrases: [],
  platform: ["platform", "contracts", "phrases"],
  http: ["http", "platform", "contracts"],
  "channel-port": ["channel-port", "channel", "platform", "contracts"],
  channel: ["channel-port", "platform", "contracts"],
  module: ["module", "platform", "contracts", "http", "channel", "channel-port"],
  app: ["module", "channel-port", "channel", "http", "platform", "contracts", "config"],
  entry: ["app", "installation", "http", "platform", "contracts", "config", "cli"],
  installation: ["app", "http", "platform", "contracts", "config"],
  config: ["config", "platform", "contracts"],
  cli: ["cli", "app", "installation", "module", "http", "platform", "contracts", "config"],
  "web-app": ["web-floor", "contracts", "phrases"],
  "web-floor": ["web-floor", "contracts", "phrases"],
  tools: [
    "contracts",
    "phrases",
    "platform",
    "http",
    "channel-port",
    "channel",
    "module",
    "app",
    "entry",
    "config",
    "installation",
    "cli",
    "web-app",
    "web-floor",
    "tools",
  ],
};
