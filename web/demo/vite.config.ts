import { defineConfig } from "vite";

/** The sample shop's front page, served at `/`. */
export default defineConfig({
  build: {
    outDir: "../../src/prosa/static/demo",
    emptyOutDir: true,
    target: ["chrome123", "firefox128", "safari17.5"],
    // Small pictures inside the style sheet would need a wider policy for images.
    assetsInlineLimit: 0,
  },
});
