import { Button, Group } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import * as desk from "../deskCalls";
import { type Log, lastOffset } from "../log/log";
import { outbox } from "../log/logs";
import styles from "./composer.module.css";

interface Props {
  conversation: string;
  log: Log;
  /** Somebody who writes by themselves is left alone. */
  writing: boolean;
  onEdit: (text: string) => void;
}

/** What the knowledge base would answer, for the agent to send, change or put away. */
export function SuggestionBar({ conversation, log, writing, onEdit }: Props) {
  const { t } = useLocale();
  const asked = useMemo(() => unanswered(log), [log]);
  const [done, setDone] = useState<number | null>(null);
  const { data } = useQuery({
    queryKey: ["inbox", "suggestion", conversation, asked],
    queryFn: () => desk.suggestion(conversation),
    enabled: asked !== null,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (data == null || asked === null || writing || done === asked) return null;

  function judged(verdict: "accepted" | "edited" | "rejected") {
    setDone(asked);
    if (data == null) return;
    // Figures only: an answer does not wait for them.
    desk.judge(conversation, data.id, verdict).catch(() => {});
    if (verdict === "edited") onEdit(data.text);
    if (verdict === "accepted")
      outbox.add({
        conversation,
        kind: "reply",
        text: data.text,
        mentions: [],
        files: [],
        after: lastOffset(log),
      });
  }

  return (
    <section className={styles.suggestion} aria-label={t("inbox.suggestion")}>
      <div className={styles.pickerTitle}>
        <IconSparkles size={14} aria-hidden /> {t("inbox.suggestion")}
      </div>
      <p>{data.text}</p>
      <Group gap={6}>
        <Button size="compact-sm" onClick={() => judged("accepted")}>
          {t("inbox.suggestion.send")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => judged("edited")}>
          {t("inbox.suggestion.edit")}
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => judged("rejected")}>
          {t("inbox.suggestion.reject")}
        </Button>
      </Group>
    </section>
  );
}

/** Offset of the customer's last message, as long as nobody has answered it. */
export function unanswered({ events }: Log): number | null {
  const last = events.findLast(({ data }) => data.kind === "message");
  return last?.source === "customer" ? last.offset : null;
}
