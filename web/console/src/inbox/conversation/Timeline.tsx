import { Button, Loader } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { live } from "../../api/live";
import { useLocale } from "../../locale/LocaleProvider";
import { lastOffset } from "../log/log";
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

interface Props {
  id: string;
  log: ConversationLog;
  held: Held;
  /** What the agent had read when they came. */
  readTo: number | null;
  onRetake: (text: string, kind: "reply" | "note") => void;
}

/** What was said and what happened, of which only what is in sight exists. Older pages come as one scrolls. */
export function Timeline({ id, log, held, readTo, onRetake }: Props) {
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
    followOnAppend: true,
    scrollEndThreshold: AT_END,
  });

  // What one has said oneself is always shown.
  const last = unsent.at(-1)?.id;
  useLayoutEffect(() => {
    if (held.ready) virtual.scrollToEnd();
  }, [held.ready, virtual]);
  useLayoutEffect(() => {
    if (last !== undefined) virtual.scrollToEnd();
  }, [last, virtual]);

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
        onScroll={() => setAway(!virtual.isAtEnd(AT_END))}
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
          style={{ height: virtual.getTotalSize() }}
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
                  deliveries={held.log.deliveries}
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
          onClick={() => virtual.scrollToEnd({ behavior: "smooth" })}
        >
          {t("inbox.to_end")}
        </Button>
      )}
      <Announcer log={held.log} ready={ready} />
    </div>
  );
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
