import type { TicketCard } from "@prosa/shared";
import { useLocale } from "../context";
import { Icon } from "../Icon";
import { Details } from "./Details";

/** A ticket: its number to quote, and by when it is answered. */
export function TicketDetails({ ticket }: { ticket: TicketCard }) {
  const locale = useLocale();
  const { t } = locale;
  return (
    <article className="card ticket">
      <header>
        <Icon name="ticket" />
        <h3>{t("ticket.title", { number: String(ticket.number) })}</h3>
        <span className={`chip ${ticket.status}`}>{t(`ticket.status.${ticket.status}`)}</span>
      </header>
      <Details
        rows={[
          [t("ticket.expected"), locale.moment(ticket.expected_at)],
          [t("ticket.urgency"), t(`ticket.urgency.${ticket.urgency}`)],
        ]}
      />
    </article>
  );
}
