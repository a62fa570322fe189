import { ActionIcon, Loader, Popover, Text, TextInput } from "@mantine/core";
import { IconMoodSmile } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useMemo, useState } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import styles from "./composer.module.css";
import { type Emoji, emojis, found } from "./emoji";

const COLUMNS = 8;
const HEIGHT = 38;

/** A button that opens the emojis; picking one closes it. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useLocale();
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="top-start"
      withinPortal
      shadow="md"
      trapFocus
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={34}
          aria-label={t("inbox.emoji")}
          title={t("inbox.emoji")}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <IconMoodSmile size={19} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={8} w={340}>
        {opened && (
          <Choice
            onPick={(emoji) => {
              setOpened(false);
              onPick(emoji);
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function Choice({ onPick }: { onPick: (emoji: string) => void }) {
  const locale = useLocale();
  const [query, setQuery] = useState("");
  const { data } = useQuery({
    queryKey: ["emojis", locale.name],
    queryFn: () => emojis(locale.name),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const shown = useMemo(() => found(data ?? [], query), [data, query]);
  return (
    <>
      <TextInput
        data-autofocus
        size="sm"
        mb={8}
        value={query}
        placeholder={locale.t("inbox.emoji.search")}
        aria-label={locale.t("inbox.emoji.search")}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          const first = shown[0];
          if (event.key === "Enter" && first !== undefined) {
            event.preventDefault();
            onPick(first.emoji);
          }
        }}
      />
      {data === undefined && <Loader size="sm" m="auto" />}
      {data !== undefined && shown.length === 0 && (
        <Text size="sm" c="dimmed" p="sm">
          {locale.t("inbox.emoji.none")}
        </Text>
      )}
      {shown.length > 0 && <Grid emojis={shown} onPick={onPick} />}
    </>
  );
}

/** Arrows go from one to the next; Tab reaches one of them. */
function Grid({
  emojis: all,
  onPick,
}: {
  emojis: readonly Emoji[];
  onPick: (emoji: string) => void;
}) {
  const { t } = useLocale();
  const [scroll, setScroll] = useState<HTMLDivElement | null>(null);
  const [at, setAt] = useState(0);
  const virtual = useVirtualizer({
    count: Math.ceil(all.length / COLUMNS),
    getScrollElement: () => scroll,
    estimateSize: () => HEIGHT,
    overscan: 4,
  });
  const current = Math.min(at, all.length - 1);

  function move(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(all.length - 1, current + step));
    setAt(next);
    virtual.scrollToIndex(Math.floor(next / COLUMNS));
    requestAnimationFrame(() =>
      scroll?.querySelector<HTMLElement>(`[data-emoji="${next}"]`)?.focus(),
    );
  }

  return (
    <div
      ref={setScroll}
      className={styles.emojis}
      role="group"
      aria-label={t("inbox.emoji")}
      onKeyDown={move}
    >
      <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => (
          <div
            key={key}
            className={styles.emojiRow}
            style={{ transform: `translateY(${start}px)` }}
          >
            {all.slice(index * COLUMNS, (index + 1) * COLUMNS).map((one, column) => {
              const place = index * COLUMNS + column;
              return (
                <button
                  key={one.emoji}
                  type="button"
                  data-emoji={place}
                  tabIndex={place === current ? 0 : -1}
                  aria-label={one.label}
                  title={one.label}
                  onClick={() => onPick(one.emoji)}
                >
                  {one.emoji}
                </button>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}
