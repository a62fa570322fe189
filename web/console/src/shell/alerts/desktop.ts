/** Notices of the desktop, for when the page is not looked at. */

export interface DesktopNotice {
  title: string;
  body: string;
  /** Where a click leads, with `/console`. */
  path: string;
  /** A newer notice with the same tag takes the place of the older. */
  tag: string;
}

export type Permission = NotificationPermission | "unsupported";

export function permission(): Permission {
  return typeof Notification === "undefined" ? "unsupported" : Notification.permission;
}

export async function askPermission(): Promise<Permission> {
  return typeof Notification === "undefined" ? "unsupported" : Notification.requestPermission();
}

/** Shows it where that is allowed. Phones only take it from the service worker. */
export async function showNotice({ title, body, path, tag }: DesktopNotice): Promise<void> {
  if (permission() !== "granted") return;
  const options = { body, tag, icon: "/console/icons/icon-192.png", data: { path } };
  const worker = await navigator.serviceWorker?.getRegistration("/console");
  if (worker?.active) {
    await worker.showNotification(title, options);
    return;
  }
  const notice = new Notification(title, options);
  notice.onclick = () => {
    focus();
    notice.close();
  };
}
