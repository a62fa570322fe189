import { ActionIcon, Alert, Skeleton, Stack } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useLocale } from "../../locale/LocaleProvider";
import * as desk from "../deskCalls";
import { Articles } from "./Articles";
import styles from "./context.module.css";
import { Intents } from "./Intents";
import { Mood } from "./Mood";
import { Orders } from "./Orders";
import { Past } from "./Past";
import { Profile } from "./Profile";
import { Section } from "./Section";
import { Tickets } from "./Tickets";

interface Props {
  id: string;
  onClose: () => void;
}

/** Who the customer is and what has been, beside what they say now. */
export function ContextCard({ id, onClose }: Props) {
  const { t } = useLocale();
  const { data, isError } = useQuery({
    queryKey: ["inbox", "context", id],
    queryFn: () => desk.context(id),
    retry: false,
    staleTime: 15_000,
  });
  return (
    <section className={styles.context} aria-label={t("inbox.card")}>
      <div className={styles.head}>
        <h2>{t("inbox.card")}</h2>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={34}
          aria-label={t("inbox.card.hide")}
          onClick={onClose}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </div>
      {isError && (
        <Alert m="sm" color="gray">
          {t("inbox.card.failed")}
        </Alert>
      )}
      {data === undefined && !isError && (
        <Stack p="md" aria-hidden>
          <Skeleton height={14} width="60%" />
          <Skeleton height={12} />
          <Skeleton height={12} width="80%" />
        </Stack>
      )}
      {data !== undefined && (
        <>
          <Profile conversation={id} customer={data.customer} />
          {data.summary && (
            <Section title={t(data.summary_written ? "inbox.summary_written" : "inbox.summary")}>
              <p className={styles.text}>{data.summary}</p>
            </Section>
          )}
          <Orders orders={data.orders} />
          <Articles conversation={id} articles={data.articles} />
          <Mood moods={data.sentiment} />
          <Intents intents={data.intents} />
          <Tickets tickets={data.tickets} />
          <Past conversations={data.conversations} />
        </>
      )}
    </section>
  );
}
