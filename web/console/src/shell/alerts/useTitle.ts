import { useRouterState } from "@tanstack/react-router";
import { AREAS } from "../../areas";
import type { Key } from "../../locale";
import { useLocale } from "../../locale/LocaleProvider";

const OTHERS: { path: string; title: Key }[] = [
  { path: "/account", title: "account.title" },
  { path: "/welcome", title: "welcome.title" },
];

/** What the screen that is shown is called. */
export function useTitle(): string {
  const { t } = useLocale();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const place = [...AREAS, ...OTHERS].find((one) => path.startsWith(one.path));
  return place === undefined ? "" : t(place.title);
}
