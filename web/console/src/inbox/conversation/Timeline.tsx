import { Button, Loader } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { live } from "../../api/live";
import { useLocale } from "../../locale/LocaleProvider";
import { type DeliveryState, type Log, lastOffset } from "../log/log";
import { useUnsent } from "../log/logs";
import type { ConversationLog, Held } from "../log/store";
import { type Line, timeline } from "../log/timeline";
import { Announcer } from "./Announcer";
import styles from "./conversation.module.css";
import { LineView } from "./LineView";

/** How a line's height is guessed before it was shown. */
const GUESS: Record<Line["kind"], number> = {
  day: 40,
  unread: 34,
  said: 68,
  note: 84,
  event: 42,
  unsent: 68,
};
/** Lines above those in sight when the page before is asked for. */
const AHEAD = 25;
const AT_END = 80;

interface Reached {
  delivered_offset?: number;
  read_offset?: number;
}

interface Props {
  id: string;
  log: ConversationLog;
  held: Held;
  /** How far the customer's device has come with our messages. */
  reached?: Reached;
  /** What the agent had read when they came. */
  readTo: number | null;
  onRetake: (text: string, kind: "reply" | "note") => void;
}

/** What was said and what happened, of which only what is in sight exists. Older pages come as one scrolls. */
export function Timeline({ id, log, held, reached = {}, readTo, onRetake }: Props) {
  const { t } = useLocale();
  const unsent = useUnsent(id);
  const lines = useMemo(() => timeline(held.log, unsent, readTo), [held.log, unsent, readTo]);
  const scroll = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => GUESS[lines[index]?.kind ?? "said"],
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 8,
    paddingStart: 12,
    paddingEnd: 12,
    anchorTo: "end",
  });

  const total = virtual.getTotalSize();
  useEnd(scroll, total, unsent.at(-1)?.id ?? null, setAway);

  const shown = virtual.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const { whole, loading, ready, failed } = held;
  useEffect(() => {
    if (ready && !whole && !loading && !failed && first < AHEAD) void log.older();
  }, [first, ready, whole, loading, failed, log]);

  useSeen(id, lastOffset(held.log), !away);

  return (
    <div className={styles.timeline}>
      <div
        ref={scroll}
        className={styles.scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        role="region"
        aria-label={t("inbox.timeline")}
      >
        {!whole && (
          <div className={styles.older}>
            {failed ? (
              <Button size="compact-sm" variant="subtle" onClick={() => void log.older()}>
                {t("inbox.older_failed")}
              </Button>
            ) : (
              <Loader size="xs" aria-label={t("inbox.loading")} />
            )}
          </div>
        )}
        <div
          className={styles.inner}
          style={{ height: total }}
          role="list"
          aria-label={t("inbox.timeline")}
        >
          {shown.map(({ key, index, start }) => {
            const line = lines[index];
            return line === undefined ? null : (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                role="listitem"
                className={styles.slot}
                style={{ transform: `translateY(${start}px)` }}
              >
                <LineView
                  conversation={id}
                  line={line}
                  delivery={deliveryOf(line, held.log, reached)}
                  onRetake={onRetake}
                />
              </div>
            );
          })}
        </div>
      </div>
      {away && (
        <Button
          className={styles.down}
          size="compact-sm"
          radius="xl"
          variant="filled"
          leftSection={<IconArrowDown size={16} aria-hidden />}
          onClick={() => scroll.current?.scrollTo({ top: total })}
        >
          {t("inbox.to_end")}
        </Button>
      )}
      <Announcer log={held.log} ready={ready} />
    </div>
  );
}

/** How far our message has come: as its channel has told, or as the customer's device tells of all. */
function deliveryOf(line: Line, log: Log, reached: Reached): DeliveryState | null {
  if (line.kind !== "said" || line.voice !== "agent") return null;
  const told = log.deliveries.get(line.offset) ?? "sent";
  if (told === "failed" || line.offset <= (reached.read_offset ?? -1))
    return told === "failed" ? told : "read";
  return told === "sent" && line.offset <= (reached.delivered_offset ?? -1) ? "delivered" : told;
}

/**
 * Stays at the end while one is there, whatever grows or shrinks; goes there for what one has just said. Only
 * somebody who scrolls back leaves it.
 */
function useEnd(
  scroll: RefObject<HTMLDivElement | null>,
  total: number,
  last: string | null,
  setAway: (away: boolean) => void,
): void {
  const stays = useRef(true);
  const said = useRef(last);
  useLayoutEffect(() => {
    if (said.current !== last && last !== null) stays.current = true;
    said.current = last;
    const { current } = scroll;
    if (stays.current && current !== null && total > 0) current.scrollTop = current.scrollHeight;
  }, [scroll, total, last]);
  useEffect(() => {
    const { current } = scroll;
    if (current === null) return;
    let top = current.scrollTop;
    const moved = () => {
      const left = current.scrollHeight - current.clientHeight - current.scrollTop;
      if (left <= AT_END) stays.current = true;
      else if (current.scrollTop < top) stays.current = false;
      top = current.scrollTop;
      setAway(!stays.current);
    };
    const resized = new ResizeObserver(() => {
      if (stays.current) current.scrollTop = current.scrollHeight;
    });
    current.addEventListener("scroll", moved, { passive: true });
    resized.observe(current);
    return () => {
      current.removeEventListener("scroll", moved);
      resized.disconnect();
    };
  }, [scroll, setAway]);
}

/** Tells the server how far one has read, while somebody looks. */
function useSeen(conversation: string, offset: number, atEnd: boolean): void {
  useEffect(() => {
    if (offset < 0 || !atEnd) return;
    const tell = () => {
      if (document.visibilityState === "visible") live.send({ type: "seen", conversation, offset });
    };
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [conversation, offset, atEnd]);
}
