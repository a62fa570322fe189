import { Paper, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLocale } from "../locale/LocaleProvider";
import { type Article, previewQuery } from "./api";
import { Html } from "./Html";

/** An article for those who only read it. */
export function ArticleReader({ article }: { article: Article }) {
  const { t } = useLocale();
  const { data } = useQuery(previewQuery(article.body));
  return (
    <Stack>
      <Paper withBorder p="md" radius="md">
        <Text size="sm" c="dimmed">
          {t("knowledge.short_answer")}
        </Text>
        <Text>{article.summary || data?.summary}</Text>
      </Paper>
      <Paper withBorder p="md" radius="md">
        {data != null && <Html html={data.html} />}
      </Paper>
    </Stack>
  );
}
