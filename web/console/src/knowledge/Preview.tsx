import { Box, Paper, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useLocale } from "../locale/LocaleProvider";
import { previewQuery } from "./api";
import { Html } from "./Html";
import type { Text as Written } from "./text";

const WAIT_MS = 300;

/** The article as customers will see it: the answer in chat, and the page. */
export function Preview({ text }: { text: Written }) {
  const { t } = useLocale();
  const [body] = useDebouncedValue(text.body, WAIT_MS);
  const { data } = useQuery(previewQuery(body));
  const answer = text.summary.trim() || data?.summary || "";
  return (
    <Stack gap="sm" component="section" aria-label={t("knowledge.preview")}>
      <Text fw={500} size="sm">
        {t("knowledge.preview")}
      </Text>
      <Paper bg="var(--mantine-color-default-hover)" p="md" radius="md">
        <Text size="xs" c="dimmed" mb={6}>
          {t("knowledge.preview_chat")}
        </Text>
        <Paper withBorder p="sm" radius="lg" maw={360}>
          <Text size="sm">{answer === "" ? t("knowledge.preview_nothing") : answer}</Text>
        </Paper>
      </Paper>
      <Paper withBorder p="md" radius="md" style={{ overflowX: "auto" }}>
        <Text size="xs" c="dimmed" mb={6}>
          {t("knowledge.preview_page")}
        </Text>
        <Box fw={700} fz="xl">
          {text.title}
        </Box>
        {data != null && <Html html={data.html} />}
      </Paper>
    </Stack>
  );
}
