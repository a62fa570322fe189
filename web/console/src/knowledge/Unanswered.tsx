import { Button, Group, List, Paper, Stack, Text, Title } from "@mantine/core";
import { IconMoodCheck, IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMay } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { Empty } from "../shell/Empty";
import { Pending } from "../shell/Pending";
import { RefusalAlert } from "../shell/RefusalAlert";
import { groupsQuery } from "../training/api";
import type { Beginning } from "./NewArticlePage";

/** What customers asked and the bot could not answer well, gathered by meaning: each may become an article. */
export function Unanswered() {
  const { t, count } = useLocale();
  const writes = useMay("supervisor");
  const navigate = useNavigate();
  const { data, error } = useQuery(groupsQuery);
  if (data == null) return error === null ? <Pending /> : <RefusalAlert error={error} />;
  if (data.groups.length === 0)
    return (
      <Empty
        icon={<IconMoodCheck />}
        title={t(data.making ? "knowledge.gathering" : "knowledge.all_answered")}
      >
        {t("knowledge.all_answered_help")}
      </Empty>
    );
  const write = (state: Beginning) =>
    void navigate({ to: "/knowledge/new", state: state as never });
  return (
    <Stack>
      <Text c="dimmed">{t("knowledge.unanswered_lead")}</Text>
      {data.groups.map((group) => (
        <Paper key={group.items[0] ?? group.title} withBorder p="md" radius="md">
          <Group justify="space-between" align="flex-start">
            <div>
              <Title order={2} size="h5">
                {group.title}
              </Title>
              <Text size="sm" c="dimmed">
                {count("knowledge.messages", group.items.length)}
              </Text>
            </div>
            {writes && (
              <Button
                variant="light"
                leftSection={<IconPencil size={16} aria-hidden />}
                aria-label={t("knowledge.write_about", { title: group.title })}
                onClick={() => write({ title: group.title, questions: [...group.examples] })}
              >
                {t("knowledge.write")}
              </Button>
            )}
          </Group>
          <List size="sm" mt="xs">
            {group.examples.slice(0, 4).map((example) => (
              <List.Item key={example}>{example}</List.Item>
            ))}
          </List>
        </Paper>
      ))}
    </Stack>
  );
}
