/**
 * Keeps the console's shell, so that it opens without a connection too. Nothing of the API is kept: what customers
 * said stays on the server.
 */
const KEPT = "prosa-console-1";
const SHELL = "/console/";
const ASSETS = "/console/assets/";
const ICONS = "/console/icons/";

self.addEventListener("install", (event) => {
  event.waitUntil(renew().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  // Addresses of the console itself, not files beside it or pages in a frame.
  const address = request.destination === "document" && !pathname.includes(".");
  if (address) event.respondWith(page(event));
  else if (pathname.startsWith(ASSETS) || pathname.startsWith(ICONS))
    event.respondWith(kept(request));
});

/** A notice was clicked: back to the console, at the conversation it is about. */
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data?.path ?? "/console/inbox"));
});

async function show(path) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = pages.find(({ url }) => new URL(url).pathname.startsWith("/console"));
  if (open === undefined) return self.clients.openWindow(path);
  open.postMessage({ type: "goto", path });
  return open.focus();
}

/** The server's page, and the one kept when there is no server. All addresses have the same page. */
async function page(event) {
  try {
    const answer = await fetch(event.request);
    if (answer.ok && isPage(answer)) event.waitUntil(keep(answer.clone()));
    if (answer.status < 502) return answer;
    return (await caches.match(SHELL)) ?? answer;
  } catch (error) {
    const before = await caches.match(SHELL);
    if (before === undefined) throw error;
    return before;
  }
}

async function kept(request) {
  const before = await caches.match(request);
  if (before !== undefined) return before;
  const answer = await fetch(request);
  if (answer.ok) {
    const copy = answer.clone();
    const cache = await caches.open(KEPT);
    await cache.put(request, copy);
  }
  return answer;
}

async function renew() {
  const answer = await fetch(SHELL, { cache: "reload" });
  if (answer.ok && isPage(answer)) await keep(answer);
}

/** Keeps a page with what it loads. When that has changed, scripts of the version before are forgotten. */
async function keep(answer) {
  const cache = await caches.open(KEPT);
  const wanted = assetsOf(await answer.clone().text());
  const before = await cache.match(SHELL);
  const changed = before !== undefined && assetsOf(await before.text()).join() !== wanted.join();
  if (changed) await forgetAssets(cache, wanted);
  await cache.put(SHELL, answer);
  const missing = [];
  for (const path of wanted) {
    if ((await cache.match(path)) === undefined) missing.push(path);
  }
  await cache.addAll(missing);
}

function assetsOf(html) {
  return [...new Set(html.match(/\/console\/assets\/[\w.-]+/g) ?? [])].sort();
}

async function forgetAssets(cache, wanted) {
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith(ASSETS) && !wanted.includes(pathname)) await cache.delete(request);
  }
}

async function forgetOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("prosa-console-") && name !== KEPT);
  await Promise.all(old.map((name) => caches.delete(name)));
}

function isPage(answer) {
  return !answer.redirected && (answer.headers.get("Content-Type") ?? "").startsWith("text/html");
}
