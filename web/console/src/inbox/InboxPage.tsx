import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLocale } from "../locale/LocaleProvider";
import * as calls from "./calls";
import { ContextCard } from "./context/ContextCard";
import { Conversation } from "./conversation/Conversation";
import { Nobody } from "./conversation/Nobody";
import styles from "./inbox.module.css";
import { outbox } from "./log/logs";
import { ListPane } from "./rows/ListPane";
import { refreshRows, showRows, useRows } from "./rows/useRows";
import { useCardShown } from "./useCardShown";
import { useInbox } from "./useInbox";
import { useListKeys } from "./useListKeys";
import { useLiveRows } from "./useLiveRows";
import { useRefused } from "./useRefused";

/** Where agents work: the list, the conversation, and what is known of the customer. */
export function InboxPage() {
  const { t } = useLocale();
  const place = useInbox();
  const list = useRows(place.filters);
  const client = useQueryClient();
  const refused = useRefused();
  const [card, setCard] = useCardShown();
  useLiveRows();
  useListKeys(place, list.rows);
  useEffect(() => outbox.wake(), []);

  const next = useMutation({
    mutationFn: calls.takeNext,
    onSuccess: (row) => {
      refreshRows(client);
      if (row === null) return;
      showRows(client, [row]);
      place.open(row.id);
    },
    onError: refused,
  });

  const { selected } = place;
  const shown = selected === null ? "list" : card.phone ? "card" : "conversation";
  return (
    <div
      className={styles.inbox}
      data-shown={shown}
      data-card={(selected !== null && card.wide) || undefined}
    >
      <h1 className={styles.hidden}>{t("inbox.title")}</h1>
      <div className={styles.list}>
        <ListPane
          place={place}
          list={list}
          taking={next.isPending}
          onTakeNext={() => next.mutate()}
        />
      </div>
      <div className={styles.conversation}>
        {selected === null ? (
          <Nobody />
        ) : (
          <Conversation
            key={selected}
            id={selected}
            known={list.rows.find(({ id }) => id === selected) ?? null}
            card={card.shown}
            onCard={setCard}
            onClose={() => place.open(null)}
          />
        )}
      </div>
      {selected !== null && card.shown && (
        <aside className={styles.card}>
          <ContextCard key={selected} id={selected} onClose={() => setCard(false)} />
        </aside>
      )}
    </div>
  );
}
