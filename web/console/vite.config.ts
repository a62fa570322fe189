import { defineConfig } from "vite";

/** The agents' console, served at `/console/`. */
export default defineConfig({
  base: "/console/",
  build: {
    outDir: "../../src/prosa/static/console",
    emptyOutDir: true,
    target: ["chrome123", "firefox128", "safari17.5"],
    // Small pictures inside the style sheet would need a wider policy for images.
    assetsInlineLimit: 0,
  },
});
