import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { pureContracts } from "./pure-contracts.ts";

const here = fileURLToPath(new URL(".", import.meta.url));

// Beside the sources and not at the root: vitest would inherit `root` from a configuration at the root.
export default defineConfig({
  root: here,
  plugins: [react(), pureContracts()],
  build: {
    outDir: `${here}dist`,
    emptyOutDir: true,
    target: "es2022",
    // Inlined assets would need `data:` in the content policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              debugName: "phrases",
              name: (id: string) => /\/i18n\/(\w\w)\/[\w-]+\.json/.exec(id)?.[1]?.replace(/^/, "phrases-") ?? null,
            },
          ],
        },
      },
    },
  },
  server: {
    // The server refuses what comes from another origin, so it must see this one.
    proxy: { "/api/": { target: process.env.PLACET_API ?? "http://127.0.0.1:8080", changeOrigin: false } },
  },
});
