/** How much waits, where one sees it without looking at the page: title, icon of the tab, icon of the app. */

const ICON = "/console/icons/icon.svg";
const ALERT = "/console/icons/icon-alert.svg";

/** The title of the tab: what is shown, and how much waits. */
export function titleOf(page: string, waiting: number): string {
  const name = page === "" ? "Prosa" : `${page} · Prosa`;
  return waiting > 0 ? `(${waiting > 99 ? "99+" : waiting}) ${name}` : name;
}

export function showBadge(waiting: number): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const wanted = waiting > 0 ? ALERT : ICON;
  if (icon !== null && icon.getAttribute("href") !== wanted) icon.setAttribute("href", wanted);
  // Only installed apps have a badge; elsewhere the promise is refused.
  void navigator.setAppBadge?.(waiting).catch(() => undefined);
}
