import { Badge } from "@mantine/core";
import { useLocale } from "../../locale/LocaleProvider";
import type { Context } from "../deskCalls";
import styles from "./context.module.css";
import { Section } from "./Section";

/** What is being worked on for the customer. */
export function Tickets({ tickets }: { tickets: Context["tickets"] }) {
  const locale = useLocale();
  if (tickets.length === 0) return null;
  return (
    <Section title={locale.t("inbox.tickets")} count={tickets.length}>
      <ul className={styles.items}>
        {tickets.map(({ number, subject, type, status, expected_at: due }) => (
          <li key={number}>
            <span className={styles.across}>
              <b>{locale.t("inbox.ticket", { number })}</b>
              <Badge size="sm" variant="light" tt="none">
                {locale.maybe(`inbox.ticket.status.${status}`) ?? status}
              </Badge>
            </span>
            <span>{subject || type}</span>
            <small>{locale.t("inbox.ticket.due", { date: locale.date(due) })}</small>
          </li>
        ))}
      </ul>
    </Section>
  );
}
