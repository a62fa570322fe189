import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import { Timeline } from "../conversation/Timeline";
import type { PastConversation } from "../deskCalls";
import { useLog } from "../log/logs";
import styles from "./context.module.css";
import { Section } from "./Section";

/** Earlier conversations, to be read without leaving this one. */
export function Past({ conversations }: { conversations: readonly PastConversation[] }) {
  const locale = useLocale();
  const { t } = locale;
  const [opened, setOpened] = useState<string | null>(null);
  if (conversations.length === 0) return null;
  return (
    <Section title={t("inbox.past")} count={conversations.length}>
      <ul className={styles.items}>
        {conversations.map(({ id, opened_at: at, preview, rating }) => (
          <li key={id}>
            <Button
              variant="subtle"
              size="compact-sm"
              justify="flex-start"
              onClick={() => setOpened(id)}
            >
              {locale.moment(at)}
              {rating != null && ` · ${locale.count("inbox.stars", rating)}`}
            </Button>
            {preview && <small>{preview}</small>}
          </li>
        ))}
      </ul>
      <Modal
        opened={opened !== null}
        onClose={() => setOpened(null)}
        size="lg"
        title={t("inbox.past.title")}
      >
        {opened !== null && <PastLog id={opened} />}
      </Modal>
    </Section>
  );
}

function PastLog({ id }: { id: string }) {
  const { log, held } = useLog(id);
  return (
    <div className={styles.pastLog}>
      <Timeline id={id} log={log} held={held} readTo={null} onRetake={() => {}} />
    </div>
  );
}
