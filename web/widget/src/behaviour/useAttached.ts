import { useCallback, useState } from "react";
import { useChatState, useLocale } from "../context";

/** A file that is chosen and not sent yet. */
export interface AttachedFile {
  key: number;
  file: File;
}

export interface Attached {
  all: readonly AttachedFile[];
  /** What is wrong with what was chosen last, "" for nothing. */
  error: string;
  add(files: Iterable<File>): void;
  remove(key: number): void;
  clear(): void;
}

const MOST = 5;
const TAKEN = /^(?:image\/(?:jpe?g|png|webp|gif|avif|hei[cf])|application\/pdf)$/;
const ENDINGS = /\.(?:jpe?g|jfif|png|webp|gif|avif|hei[cf]|pdf)$/i;
let last = 0;

/** Files beside the text. What the server would refuse anyway is refused here, in the same words. */
export function useAttached(): Attached {
  const { maxFileBytes } = useChatState();
  const locale = useLocale();
  const { t } = locale;
  const [all, setAll] = useState<readonly AttachedFile[]>([]);
  const [error, setError] = useState("");

  const add = useCallback(
    (files: Iterable<File>) => {
      const chosen = [...files];
      const fit = chosen.filter((file) => fits(file, maxFileBytes));
      const size = locale.number(Math.floor(maxFileBytes / 1024 / 1024));
      setError(fit.length < chosen.length ? t("attach.refused", { size }) : "");
      setAll((known) => {
        if (known.length + fit.length > MOST)
          setError(t("attach.many", { count: locale.number(MOST) }));
        const more = fit.slice(0, MOST - known.length);
        return [...known, ...more.map((file) => ({ key: ++last, file }))];
      });
    },
    [maxFileBytes, locale, t],
  );
  const remove = useCallback((key: number) => {
    setError("");
    setAll((known) => known.filter((one) => one.key !== key));
  }, []);
  const clear = useCallback(() => {
    setError("");
    setAll([]);
  }, []);
  return { all, error, add, remove, clear };
}

/** Whether the server may take it. What a file is, it finds out by itself. */
export function fits({ name, type, size }: File, most: number): boolean {
  return size > 0 && size <= most && (type === "" ? ENDINGS.test(name) : TAKEN.test(type));
}
