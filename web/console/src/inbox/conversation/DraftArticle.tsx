import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBook2 } from "@tabler/icons-react";
import { useLocale } from "../../locale/LocaleProvider";
import * as desk from "../deskCalls";
import { useRefused } from "../useRefused";
import styles from "./conversation.module.css";

/** Begins an article from an answer, so that the bot gives it next time. */
export function DraftArticle({ conversation, offset }: { conversation: string; offset: number }) {
  const { t } = useLocale();
  const refused = useRefused();
  async function draft() {
    try {
      await desk.draftArticle(conversation, offset);
      notifications.show({ message: t("inbox.draft_article.done"), color: "teal" });
    } catch (error) {
      refused(error);
    }
  }
  return (
    <Button
      className={styles.aside}
      size="compact-xs"
      variant="subtle"
      color="gray"
      leftSection={<IconBook2 size={13} aria-hidden />}
      onClick={() => void draft()}
    >
      {t("inbox.draft_article")}
    </Button>
  );
}
