import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { migrationsFolder } from "../../server/platform/database/migrate.ts";

/** SHA-256 of every migration of this version, by its name. */
export function hashMigrations(): Record<string, string> {
  const files = readdirSync(migrationsFolder).filter((file) => file.endsWith(".sql"));
  return Object.fromEntries(
    files.sort().map((file) => {
      const text = readFileSync(path.join(migrationsFolder, file));
      return [file.replace(/\.sql$/, ""), createHash("sha256").update(text).digest("hex")];
    }),
  );
}
