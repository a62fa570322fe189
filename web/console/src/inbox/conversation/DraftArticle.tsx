import { Anchor, Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBook2 } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useLocale } from "../../locale/LocaleProvider";
import * as desk from "../deskCalls";
import { useRefused } from "../useRefused";
import styles from "./conversation.module.css";

/** Begins an article from an answer, so that the bot gives it next time. */
export function DraftArticle({ conversation, offset }: { conversation: string; offset: number }) {
  const { t } = useLocale();
  const refused = useRefused();
  const navigate = useNavigate();
  async function draft() {
    try {
      const { article } = await desk.draftArticle(conversation, offset);
      const id = notifications.show({
        message: (
          <>
            {t("inbox.draft_article.done")}{" "}
            <Anchor
              component="button"
              type="button"
              size="sm"
              fw={600}
              onClick={() => {
                notifications.hide(id);
                void navigate({ to: `/knowledge/articles/${article}` });
              }}
            >
              {t("inbox.draft_article.open")}
            </Anchor>
          </>
        ),
        color: "teal",
      });
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
