import { Button, Group } from "@mantine/core";
import { IconAlertCircle, IconClock, IconWifiOff } from "@tabler/icons-react";
import { useLocale } from "../../locale/LocaleProvider";
import { outbox } from "../log/logs";
import type { Unsent } from "../log/unsent";
import styles from "./conversation.module.css";

interface Props {
  item: Unsent;
  /** Takes the text up again, to be changed. */
  onRetake?: (text: string, kind: "reply" | "note") => void;
}

/** What was written and is not with the server yet; nothing of it gets lost. */
export function UnsentBubble({ item, onRetake }: Props) {
  const { t } = useLocale();
  const failed = item.state === "failed";
  const Icon = failed ? IconAlertCircle : item.state === "waiting" ? IconWifiOff : IconClock;
  return (
    <div className={styles.line} data-voice={item.kind === "note" ? "note" : "agent"}>
      <div className={styles.bubble} data-unsent data-failed={failed || undefined}>
        <p className={styles.text}>{item.text}</p>
        <div className={styles.foot}>
          <Icon size={14} aria-hidden />
          {failed ? item.error || t("inbox.unsent.failed") : t(`inbox.unsent.${item.state}`)}
        </div>
      </div>
      {failed && (
        <Group gap={4} justify="flex-end" mt={4}>
          <Button
            size="compact-xs"
            variant="light"
            onClick={() => outbox.retry(item.id, item.code === "someone_types")}
          >
            {t(item.code === "someone_types" ? "inbox.unsent.force" : "inbox.unsent.again")}
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => {
              const taken = outbox.discard(item.id);
              if (taken !== null) onRetake?.(taken.text, taken.kind);
            }}
          >
            {t("inbox.unsent.edit")}
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            color="red"
            onClick={() => outbox.discard(item.id)}
          >
            {t("inbox.unsent.discard")}
          </Button>
        </Group>
      )}
    </div>
  );
}
