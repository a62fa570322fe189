import { useLocale } from "../locale/LocaleProvider";
import { useShortcut } from "../shell/shortcuts";
import type { Row } from "./types";
import type { Place } from "./useInbox";

/** j and k go from one conversation to the next, wherever one is. */
export function useListKeys({ selected, open }: Place, rows: readonly Row[]): void {
  const { t } = useLocale();
  function go(step: number) {
    const at = rows.findIndex(({ id }) => id === selected);
    const next = rows[at < 0 ? 0 : at + step];
    if (next !== undefined) open(next.id);
  }
  useShortcut("j", t("inbox.keys.next"), () => go(1));
  useShortcut("k", t("inbox.keys.previous"), () => go(-1));
}
