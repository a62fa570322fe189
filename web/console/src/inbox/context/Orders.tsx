import { useLocale } from "../../locale/LocaleProvider";
import type { Order } from "../deskCalls";
import styles from "./context.module.css";
import { Section } from "./Section";

/** What the customer has bought, as the shop's own system tells it. */
export function Orders({ orders }: { orders: readonly Order[] }) {
  const locale = useLocale();
  if (orders.length === 0) return null;
  return (
    <Section title={locale.t("inbox.orders")} count={orders.length}>
      <ul className={styles.items}>
        {orders.map((order) => (
          <li key={order.number}>
            <b>{locale.t("inbox.order", { number: order.number })}</b>
            <span>{order.status_text}</span>
            {order.total != null && <span>{locale.money(order.total)}</span>}
            {(order.items ?? []).length > 0 && <small>{(order.items ?? []).join(", ")}</small>}
            {order.expected_at != null && (
              <small>
                {locale.t("inbox.order.expected", { date: locale.date(order.expected_at) })}
              </small>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
