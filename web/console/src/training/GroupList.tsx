import { Button, Group, List, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconStack2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { Empty } from "../shell/Empty";
import { Pending } from "../shell/Pending";
import { RefusalAlert } from "../shell/RefusalAlert";
import { type Group as Gathered, groupsQuery, useAcceptGroup } from "./api";
import { IntentPicker } from "./IntentPicker";
import { intentsQuery, useIntentName } from "./intents";
import { intentNamed } from "./options";

const MOST_AT_ONCE = 100;

/** Messages that mean about the same: decided together. */
export function GroupList() {
  const { t, count } = useLocale();
  const { data, error } = useQuery(groupsQuery);
  if (data == null) return error === null ? <Pending /> : <RefusalAlert error={error} />;
  return (
    <Stack>
      {data.making && (
        <Text size="sm" role="status">
          {t("training.gathering")}
        </Text>
      )}
      {data.groups.length === 0 && !data.making && (
        <Empty icon={<IconStack2 />} title={t("training.no_groups")}>
          {t("training.no_groups_help")}
        </Empty>
      )}
      {data.groups.map((group) => (
        <GroupCard key={group.items[0] ?? group.title} group={group} />
      ))}
      {data.alone > 0 && (
        <Text size="sm" c="dimmed">
          {count("training.alone", data.alone)}
        </Text>
      )}
    </Stack>
  );
}

function GroupCard({ group }: { group: Gathered }) {
  const { t, count } = useLocale();
  const nameOf = useIntentName();
  const intents = useQuery(intentsQuery);
  const accept = useAcceptGroup();
  const [name, setName] = useState(group.suggested_intent);
  const fresh = intentNamed(name);
  const take = (intent: string, isNew: boolean) =>
    accept.mutate(
      { items: group.items.slice(0, MOST_AT_ONCE), intent, new_intent: isNew },
      {
        onSuccess: ({ accepted, refused }) =>
          notifications.show({
            message: t("training.group_done", {
              accepted: accepted.length,
              refused: refused.length,
              intent: nameOf(intent),
            }),
          }),
      },
    );
  const isThere = intents.data?.some((intent) => intent.name === fresh) ?? false;
  return (
    <Paper withBorder p="md" radius="md">
      <Stack gap="xs">
        <div>
          <Title order={2} size="h5">
            {group.title}
          </Title>
          <Text size="sm" c="dimmed">
            {count("training.messages", group.items.length)}
          </Text>
        </div>
        <List size="sm">
          {group.examples.slice(0, 5).map((example) => (
            <List.Item key={example}>{example}</List.Item>
          ))}
        </List>
        <RefusalAlert error={accept.error} />
        <Group gap="xs" align="flex-end">
          {group.known_intent !== null && (
            <Button
              size="sm"
              loading={accept.isPending}
              onClick={() => take(group.known_intent ?? "", false)}
            >
              {t("training.all_as", { intent: nameOf(group.known_intent) })}
            </Button>
          )}
          <TextInput
            size="sm"
            label={t("training.new_name")}
            maxLength={80}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Button
            size="sm"
            variant={group.known_intent === null ? "filled" : "default"}
            disabled={fresh === ""}
            loading={accept.isPending}
            onClick={() => take(fresh, !isThere)}
          >
            {t(isThere ? "training.accept_group" : "training.create_group")}
          </Button>
          <IntentPicker label={t("training.other")} suggestion={name} onPick={take} />
        </Group>
      </Stack>
    </Paper>
  );
}
