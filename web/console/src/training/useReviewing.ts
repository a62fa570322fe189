import { useState } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { useShortcut } from "../shell/shortcuts";
import { type Decision, type Item, useAccept, useDismiss, useReopen } from "./api";
import { optionsOf } from "./options";

/** What was decided here: an example that was made, or nothing to learn. */
export type Decided = Decision | "dismissed";

/** Working through the list: where one is, what was decided, and the keys for it. */
export function useReviewing(items: readonly Item[]) {
  const { t } = useLocale();
  const [at, setAt] = useState(0);
  const [decided, setDecided] = useState<ReadonlyMap<string, Decided>>(new Map());
  const accepting = useAccept();
  const dismissing = useDismiss();
  const reopening = useReopen();
  const place = Math.min(at, Math.max(0, items.length - 1));

  const go = (to: number) => setAt(Math.max(0, Math.min(items.length - 1, to)));
  const note = (id: string, what: Decided | null) =>
    setDecided((before) => {
      const after = new Map(before);
      if (what === null) after.delete(id);
      else after.set(id, what);
      return after;
    });
  const accept = (which: number, intent: string, isNew = false) => {
    const item = items[which];
    if (item === undefined || decided.has(item.id)) return;
    accepting.mutate(
      { id: item.id, intent, isNew },
      { onSuccess: (decision) => note(item.id, decision) },
    );
    go(which + 1);
  };
  const dismiss = (which: number) => {
    const item = items[which];
    if (item === undefined || decided.has(item.id)) return;
    dismissing.mutate(item.id, { onSuccess: () => note(item.id, "dismissed") });
    go(which + 1);
  };
  const reopen = (which: number) => {
    const item = items[which];
    if (item === undefined || !decided.has(item.id)) return;
    reopening.mutate(item.id, { onSuccess: () => note(item.id, null) });
    go(which);
  };
  const acceptOption = (option: number) => {
    const chosen = items[place] && optionsOf(items[place])[option];
    if (chosen) accept(place, chosen.intent);
  };
  /** The last one decided, at or before this place. */
  const last = items.findLastIndex((item, which) => which <= place && decided.has(item.id));

  useShortcut("j", t("training.key_next"), () => go(place + 1));
  useShortcut("k", t("training.key_before"), () => go(place - 1));
  useShortcut("1", t("training.key_first"), () => acceptOption(0));
  useShortcut("2", t("training.key_second"), () => acceptOption(1));
  useShortcut("3", t("training.key_third"), () => acceptOption(2));
  useShortcut("x", t("training.key_ignore"), () => dismiss(place));
  useShortcut("u", t("training.key_undo"), () => reopen(last));

  return {
    place,
    decided,
    go,
    accept,
    dismiss,
    reopen,
    error: accepting.error ?? dismissing.error ?? reopening.error,
  };
}
