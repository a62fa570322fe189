import type { OrderCard } from "@prosa/shared";
import { useLocale } from "../context";
import { Icon } from "../Icon";
import { Details } from "./Details";

/** An order: where it is, and when it comes. */
export function OrderDetails({ order }: { order: OrderCard }) {
  const locale = useLocale();
  const { t } = locale;
  const { items = [], expected_at: expected } = order;
  // A shop's own system may know states that we have no word for: then it says it in its words.
  const status = locale.maybe(`order.status.${order.status}`);
  return (
    <article className="card order">
      <header>
        <Icon name="box" />
        <h3>{t("order.title", { number: order.number })}</h3>
        {status !== null && <span className={`chip ${order.status}`}>{status}</span>}
      </header>
      {status === null && <p className="status">{order.status_text}</p>}
      <Details
        rows={[
          [t("order.expected"), expected == null ? null : locale.date(expected)],
          [t("order.carrier"), order.carrier],
          [t("order.tracking"), order.tracking_code && <code>{order.tracking_code}</code>],
          [t("order.items"), items.join(", ")],
          [t("order.total"), order.total == null ? null : locale.money(order.total)],
        ]}
      />
    </article>
  );
}
