import {
  Badge,
  Button,
  Group,
  List,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { IconMessageQuestion } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { call } from "../api/call";
import type { components } from "../api/schema";
import { told } from "../insights/format";
import { useLocale } from "../locale/LocaleProvider";
import { RefusalAlert } from "../shell/RefusalAlert";
import { sent, type Text as Written } from "./text";

type Trial = components["schemas"]["RehearsalView"];
type Tried = components["schemas"]["TriedView"];

interface TryOutProps {
  /** The article that is being written. */
  text: Written;
  /** Its id, when it has one. */
  id: string | null;
}

/** What the bot would answer to a question: now, and once this article is published. */
export function TryOut({ text, id }: TryOutProps) {
  const { t } = useLocale();
  const title = useId();
  const [question, setQuestion] = useState("");
  const trying = useMutation({
    mutationFn: () => {
      const written = text.title.trim() !== "" && `${text.body}${text.summary}`.trim() !== "";
      const article = written ? { article: sent(text), id } : {};
      return call<Trial>("POST", "/api/knowledge/trial", { question: question.trim(), ...article });
    },
    meta: { shown: true },
  });
  const ask = (event: FormEvent) => {
    event.preventDefault();
    if (question.trim() !== "") trying.mutate();
  };
  return (
    <Paper component="section" withBorder p="md" radius="md" aria-labelledby={title}>
      <Stack gap="sm">
        <div>
          <Title order={2} size="h5" id={title}>
            {t("knowledge.try")}
          </Title>
          <Text size="sm" c="dimmed">
            {t("knowledge.try_help")}
          </Text>
        </div>
        <form onSubmit={ask}>
          <Group align="flex-end">
            <TextInput
              flex="1 1 14rem"
              label={t("knowledge.try_question")}
              placeholder={text.questions[0] ?? t("knowledge.try_example")}
              maxLength={500}
              value={question}
              onChange={({ currentTarget }) => setQuestion(currentTarget.value)}
            />
            <Button
              type="submit"
              variant="light"
              disabled={question.trim() === ""}
              loading={trying.isPending}
              leftSection={<IconMessageQuestion size={18} aria-hidden />}
            >
              {t("knowledge.try_ask")}
            </Button>
          </Group>
        </form>
        <RefusalAlert error={trying.error} />
        <div role="status">
          {trying.data !== undefined && <Answers {...trying.data} own={id} />}
        </div>
      </Stack>
    </Paper>
  );
}

function Answers({ now, then, own }: Trial & { own: string | null }) {
  const { t } = useLocale();
  return (
    <SimpleGrid cols={{ base: 1, sm: then === null ? 1 : 2 }} spacing="md">
      <Answer heading={t("knowledge.try_now")} tried={now} own={own} />
      {then !== null && <Answer heading={t("knowledge.try_then")} tried={then} own={own} />}
    </SimpleGrid>
  );
}

function Answer({ heading, tried, own }: { heading: string; tried: Tried; own: string | null }) {
  const locale = useLocale();
  const { t } = locale;
  return (
    <Stack gap={6}>
      <Group gap="xs">
        <Text fw={600} size="sm">
          {heading}
        </Text>
        <Badge variant={tried.outcome === "answered" ? "light" : "default"}>
          {t(`knowledge.try_${tried.outcome}`)}
        </Badge>
      </Group>
      <Paper bg="var(--mantine-color-default-hover)" p="sm" radius="lg" maw={420}>
        <Text size="sm" style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
          {tried.text}
        </Text>
        {tried.buttons.length > 0 && (
          <Group gap={6} mt="xs">
            {tried.buttons.map((label) => (
              <Badge key={label} variant="default" tt="none" fw={500}>
                {label}
              </Badge>
            ))}
          </Group>
        )}
      </Paper>
      {tried.articles.length > 0 && (
        <>
          <Text size="xs" c="dimmed">
            {t("knowledge.try_thought")}
          </Text>
          <List size="xs">
            {tried.articles.map(({ id, title, score }) => (
              <List.Item key={id} fw={id === (own ?? tried.article) ? 600 : 400}>
                {title} · {told(locale, score, "share")}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Stack>
  );
}
