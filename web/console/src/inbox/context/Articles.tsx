import { ActionIcon } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useLocale } from "../../locale/LocaleProvider";
import { cited } from "../composer/citing";
import { insertIntoReply } from "../composer/inserting";
import { absolute } from "../composer/useChoices";
import type { ArticleLink } from "../deskCalls";
import styles from "./context.module.css";
import { Section } from "./Section";

interface Props {
  conversation: string;
  articles: readonly ArticleLink[];
}

/** What of the knowledge base fits; one tap puts it into the answer. */
export function Articles({ conversation, articles }: Props) {
  const { t } = useLocale();
  if (articles.length === 0) return null;
  return (
    <Section title={t("inbox.articles")}>
      <ul className={styles.items}>
        {articles.map(({ id, title, link }) => (
          <li key={id} className={styles.across}>
            <a href={absolute(link)} target="_blank" rel="noopener noreferrer">
              {title}
            </a>
            <ActionIcon
              variant="light"
              size={30}
              aria-label={t("inbox.articles.insert", { title })}
              title={t("inbox.articles.insert", { title })}
              onClick={() => insertIntoReply(conversation, cited(title, absolute(link)))}
            >
              <IconPlus size={16} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </Section>
  );
}
