import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const target = path.join(root, "web/dist");
const stampFile = path.join(target, ".sources");
const sources = [
  "web/**/*.{ts,tsx,css,html,svg,png,woff2}",
  "i18n/**/*.json",
  "contracts/**/*.ts",
  "package-lock.json",
];

/** Builds the screens into `web/dist`, unless what they are made of is unchanged since the last build. */
export async function buildWeb(): Promise<void> {
  const stamp = hashSources();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  process.stdout.write("> Building the screens\n");
  // Built aside and then moved: a server that runs meanwhile never serves half a build.
  const aside = path.join(root, "web", `.dist-${process.pid}`);
  const { build } = await import("vite");
  const environment = process.env.NODE_ENV;
  // A test that starts the product says "test" here, and the screens would be built for debugging, for everybody after.
  process.env.NODE_ENV = "production";
  try {
    await build({
      configFile: path.join(root, "web/vite.config.ts"),
      logLevel: "warn",
      build: { outDir: aside, emptyOutDir: true },
    });
    writeFileSync(path.join(aside, path.basename(stampFile)), stamp);
    rmSync(target, { recursive: true, force: true });
    renameSync(aside, target);
  } finally {
    if (environment === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = environment;
    rmSync(aside, { recursive: true, force: true });
  }
}

function hashSources(): string {
  const hash = createHash("sha256");
  const files = globSync(sources, { cwd: root, exclude: ["web/dist/**", "**/*.test.{ts,tsx}"] }).toSorted();
  for (const file of files) {
    // Names are part of it, and the separator keeps two files from reading as one.
    hash.update(`${file.replaceAll("\\", "/")}\0`);
    hash.update(readFileSync(path.join(root, file)));
    hash.update("\0");
  }
  return hash.digest("hex");
}
