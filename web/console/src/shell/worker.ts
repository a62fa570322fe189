/** The service worker: the console opens without a connection too, and notices lead back to it. */
import { router } from "../router";

export function registerWorker(): void {
  // Over plain http browsers have none, but for localhost.
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  navigator.serviceWorker.register("/console/sw.js", { scope: "/console" }).catch(() => {
    // Private windows forbid it: the console works without.
  });
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    const path: unknown = data?.type === "goto" ? data.path : null;
    if (typeof path === "string" && path.startsWith("/console/")) router.history.push(path);
  });
}
