import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import type { Row } from "../types";
import { RowLine } from "./RowLine";
import styles from "./rows.module.css";

const HEIGHT = 84;
/** Rows left below when the next page is asked for. */
const AHEAD = 15;

interface Props {
  rows: readonly Row[];
  /** Others are on their way: these are not to be acted on. */
  stale: boolean;
  selected: string | null;
  assigneeOf: (row: Row) => string | null;
  onOpen: (id: string) => void;
  onEnd: () => void;
}

/** The conversations, of which only those in sight exist. Arrows move, Enter opens. */
export function RowList({ rows, stale, selected, assigneeOf, onOpen, onEnd }: Props) {
  const { t } = useLocale();
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - AHEAD) onEnd();
  }, [last, rows.length, onEnd]);

  const chosen = rows.findIndex(({ id }) => id === selected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another choice scrolls, not a changed list
  useEffect(() => {
    if (chosen >= 0) virtual.scrollToIndex(chosen);
  }, [selected]);

  function move(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const target = event.target instanceof HTMLElement ? event.target.dataset.row : undefined;
    if (step === undefined || target === undefined) return;
    event.preventDefault();
    const next = rows.findIndex(({ id }) => id === target) + step;
    const row = rows[next];
    if (row === undefined) return;
    virtual.scrollToIndex(next);
    requestAnimationFrame(() =>
      scroll.current?.querySelector<HTMLElement>(`[data-row="${row.id}"]`)?.focus(),
    );
  }

  return (
    <div
      ref={scroll}
      className={styles.scroll}
      role="list"
      aria-label={t("inbox.list")}
      aria-busy={stale}
      onKeyDown={move}
    >
      <div className={styles.inner} role="presentation" style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ key, index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              key={key}
              role="listitem"
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className={styles.slot}
              style={{ transform: `translateY(${start}px)` }}
            >
              <RowLine
                row={row}
                selected={row.id === selected}
                reachable={chosen < 0 ? index === 0 : index === chosen}
                assignee={assigneeOf(row)}
                onOpen={onOpen}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
