import { IconAlertTriangle, IconClock, IconFlame, IconStar } from "@tabler/icons-react";
import { useLocale } from "../../locale/LocaleProvider";
import { useNow } from "../now";
import type { Row } from "../types";
import styles from "./rows.module.css";
import { nextDue, short } from "./waiting";

/** How long the customer has waited for somebody, ticking; else when it last changed. */
export function Waiting({ row }: { row: Row }) {
  const { t } = useLocale();
  const now = useNow();
  const since = row.waiting_since ?? (row.owner === "queue" ? row.queued_at : null);
  const at = Date.parse(since ?? row.last_message_at ?? row.updated_at);
  const span = short(Math.max(0, now - at), t("inbox.now"));
  if (since == null) return <time className={styles.when}>{span}</time>;
  return (
    <time className={styles.waiting} title={t("inbox.waiting_since", { span })}>
      <IconClock size={12} aria-hidden />
      <span className={styles.hidden}>{t("inbox.waiting")} </span>
      {span}
    </time>
  );
}

/** High and urgent stand out; the rest does not need saying. */
export function UrgencyMark({ row }: { row: Row }) {
  const { t } = useLocale();
  const urgency = row.priority ?? row.urgency;
  if (urgency !== "high" && urgency !== "urgent") return null;
  const Icon = urgency === "urgent" ? IconFlame : IconAlertTriangle;
  return (
    <span className={styles.mark} data-urgency={urgency}>
      <Icon size={12} aria-hidden />
      {t(`inbox.urgency.${urgency}`)}
    </span>
  );
}

/** Somebody the company wants served first. */
export function VipMark({ row }: { row: Row }) {
  const { t } = useLocale();
  if (!row.vip) return null;
  return (
    <span className={styles.mark} data-vip>
      <IconStar size={12} aria-hidden />
      {t("inbox.vip")}
    </span>
  );
}

/** The promise that falls due next, once it is near; `always`: also while there is time. */
export function DueMark({ row, always = false }: { row: Row; always?: boolean }) {
  const { t } = useLocale();
  const now = useNow();
  const due = nextDue(row, now);
  if (due === null || (due.state === "fine" && !always)) return null;
  const span = short(Math.abs(due.at - now), t("inbox.now"));
  return (
    <span className={styles.mark} data-due={due.state} title={t(`inbox.due.${due.what}`)}>
      <IconClock size={12} aria-hidden />
      {due.state === "late" ? t("inbox.due.late", { span }) : t("inbox.due.in", { span })}
    </span>
  );
}
