import { Avatar } from "@mantine/core";
import { IconMoon, IconRobot } from "@tabler/icons-react";
import { memo } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import { colorOf, customerName, initials } from "../naming";
import type { Row } from "../types";
import { DueMark, UrgencyMark, VipMark, Waiting } from "./Badges";
import { ChannelIcon } from "./ChannelIcon";
import styles from "./rows.module.css";

interface Props {
  row: Row;
  selected: boolean;
  /** Whether Tab comes here: one row of the list is reached so, the others by arrows. */
  reachable: boolean;
  /** The name of whom it is assigned to; null when that is nobody, or oneself. */
  assignee: string | null;
  onOpen: (id: string) => void;
}

/** One conversation of the list. */
export const RowLine = memo(function RowLine({
  row,
  selected,
  reachable,
  assignee,
  onOpen,
}: Props) {
  const locale = useLocale();
  const { t } = locale;
  const name = customerName(row, locale);
  const unread = row.unread ?? 0;
  return (
    <button
      type="button"
      className={styles.row}
      data-row={row.id}
      data-unread={unread > 0 || undefined}
      aria-current={selected ? "true" : undefined}
      tabIndex={reachable ? 0 : -1}
      onClick={() => onOpen(row.id)}
    >
      <span className={styles.face}>
        <Avatar color={colorOf(name)} size={38} aria-hidden>
          {row.customer_name ? initials(name) : null}
        </Avatar>
        <span className={styles.channel}>
          <ChannelIcon channel={row.channel} size={13} />
        </span>
      </span>
      <span className={styles.body}>
        <span className={styles.top}>
          <span className={styles.name}>{name}</span>
          <Waiting row={row} />
        </span>
        <span className={styles.second}>
          <RowPreview row={row} />
          {unread > 0 && (
            <span className={styles.unread} title={locale.count("inbox.unread", unread)}>
              {unread > 99 ? "99+" : unread}
              <span className={styles.hidden}> {t("inbox.unread_short")}</span>
            </span>
          )}
        </span>
        <span className={styles.marks}>
          <UrgencyMark row={row} />
          <VipMark row={row} />
          <DueMark row={row} />
          {row.owner === "bot" && (
            <span className={styles.mark}>
              <IconRobot size={12} aria-hidden />
              {t("inbox.owner.bot")}
            </span>
          )}
          {row.snoozed_until != null && (
            <span className={styles.mark}>
              <IconMoon size={12} aria-hidden />
              {locale.moment(row.snoozed_until)}
            </span>
          )}
          {(row.tags ?? []).slice(0, 3).map((tag) => (
            <span key={tag} className={styles.tag}>
              {tag}
            </span>
          ))}
          {assignee !== null && (
            <span className={styles.assignee} title={t("inbox.with", { name: assignee })}>
              {assignee}
            </span>
          )}
        </span>
      </span>
    </button>
  );
});

function RowPreview({ row }: { row: Row }) {
  const { t } = useLocale();
  const { found, preview, last_source: by } = row;
  if (found != null) {
    return (
      <span className={styles.preview}>
        {found.pieces.map(({ text, match }, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name
          match ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
        )}
      </span>
    );
  }
  if (!preview) return <span className={styles.preview}>{t(`inbox.owner.${row.owner}`)}</span>;
  return (
    <span className={styles.preview}>
      {(by === "bot" || by === "agent") && <b>{t(`inbox.preview.${by}`)} </b>}
      {preview}
    </span>
  );
}
