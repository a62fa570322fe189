import { type LocaleName, localeNamed } from "@prosa/shared";
import { createContext, type ReactNode, use, useMemo, useState } from "react";
import { Locale } from ".";

interface Chosen {
  locale: Locale;
  choose: (name: LocaleName) => void;
}

const Context = createContext<Chosen | null>(null);
const KEPT = "prosa.console.locale";

/** The language the person chose here, else their browser's. */
export function LocaleProvider({ children }: { children: ReactNode }) {
  const [name, setName] = useState<LocaleName>(() =>
    localeNamed(localStorage.getItem(KEPT) ?? navigator.language),
  );
  const chosen = useMemo(() => {
    document.documentElement.lang = name;
    return {
      locale: new Locale(name),
      choose: (next: LocaleName) => {
        localStorage.setItem(KEPT, next);
        setName(next);
      },
    };
  }, [name]);
  return <Context value={chosen}>{children}</Context>;
}

/** The texts and formats of the person's language; `t("inbox.title")`. */
export function useLocale(): Locale {
  return useChosenLocale().locale;
}

export function useChosenLocale(): Chosen {
  const chosen = use(Context);
  if (chosen === null) throw new Error("no LocaleProvider around this");
  return chosen;
}
