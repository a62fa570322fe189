import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import { Refusal } from "../api/client";
import { useLocale } from "../locale/LocaleProvider";

/** Tells the person, in words, that something was not done. */
export function useRefused(): (error: unknown) => void {
  const { t } = useLocale();
  return useCallback(
    (error: unknown) => {
      const said = error instanceof Refusal && error.message !== "" ? error.message : null;
      notifications.show({ message: said ?? t("inbox.no_connection"), color: "red" });
    },
    [t],
  );
}
