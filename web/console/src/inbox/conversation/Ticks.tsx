import { IconAlertCircle, IconCheck, IconChecks } from "@tabler/icons-react";
import { useLocale } from "../../locale/LocaleProvider";
import type { DeliveryState } from "../log/log";
import styles from "./conversation.module.css";

/** How far our message has come. */
export function Ticks({ state }: { state: DeliveryState }) {
  const { t } = useLocale();
  const name = t(`inbox.delivery.${state}`);
  const Icon =
    state === "failed"
      ? IconAlertCircle
      : state === "sent" || state === "queued"
        ? IconCheck
        : IconChecks;
  return (
    <span role="img" aria-label={name} title={name} className={styles.ticks} data-state={state}>
      <Icon size={15} aria-hidden />
    </span>
  );
}
