import { notifications } from "@mantine/notifications";
import { useEffect, useEffectEvent } from "react";
import { onRefusal } from "../api/refusals";
import { useLocale } from "../locale/LocaleProvider";
import { refusalText } from "./refusalText";

/** Says in a corner what was refused, where no screen says it. */
export function Refusals() {
  const locale = useLocale();
  const tell = useEffectEvent((error: Error) =>
    notifications.show({ color: "red", message: refusalText(locale, error), autoClose: 8_000 }),
  );
  useEffect(() => onRefusal((error) => tell(error)), []);
  return null;
}
