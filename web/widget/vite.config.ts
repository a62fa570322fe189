import { defineConfig } from "vite";

/** One file that a site can embed with one tag: React's API by Preact, styles inside, no chunks. */
export default defineConfig({
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
  resolve: {
    alias: [
      { find: /^react\/jsx-runtime$/, replacement: "preact/jsx-runtime" },
      { find: /^react-dom\/client$/, replacement: "preact/compat/client" },
      { find: /^react(-dom)?$/, replacement: "preact/compat" },
    ],
  },
  build: {
    outDir: "../../src/prosa/static/widget",
    emptyOutDir: true,
    target: ["chrome123", "firefox128", "safari17.5"],
    lib: {
      entry: "src/main.ts",
      name: "ProsaWidget",
      formats: ["iife"],
      fileName: () => "prosa-widget.js",
    },
  },
});
