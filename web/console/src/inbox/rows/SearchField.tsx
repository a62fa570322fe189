import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import { useShortcut } from "../../shell/shortcuts";

interface Props {
  q: string;
  onSearch: (q: string) => void;
}

/** Searches while one types. `/` leads here, Escape empties it. */
export function SearchField({ q, onSearch }: Props) {
  const { t } = useLocale();
  const [text, setText] = useState(q);
  const field = useRef<HTMLInputElement>(null);
  const search = useDebouncedCallback(onSearch, 300);
  useEffect(() => setText(q), [q]);
  useShortcut("/", t("inbox.keys.search"), () => field.current?.select());

  function change(next: string) {
    setText(next);
    search(next);
  }
  function clear() {
    setText("");
    onSearch("");
  }
  return (
    <TextInput
      ref={field}
      type="search"
      flex={1}
      value={text}
      placeholder={t("inbox.search")}
      aria-label={t("inbox.search")}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text === "" ? null : (
          <CloseButton size="sm" aria-label={t("inbox.search.clear")} onClick={clear} />
        )
      }
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") onSearch(text);
        if (event.key === "Escape") {
          clear();
          event.currentTarget.blur();
        }
      }}
    />
  );
}
