import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { refusalText } from "../shell/refusalText";

/** Tells the person, in words, that something was not done. */
export function useRefused(): (error: unknown) => void {
  const locale = useLocale();
  return useCallback(
    (error: unknown) => {
      const reason = error instanceof Error ? error : new Error();
      notifications.show({ message: refusalText(locale, reason), color: "red" });
    },
    [locale],
  );
}
