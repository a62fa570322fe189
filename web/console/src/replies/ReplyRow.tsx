import { Badge, Button, Code, Group, Paper, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay, useMe } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { teamsQuery } from "../people/api";
import { ConfirmDialog } from "../shell/ConfirmDialog";
import { type Reply, useRemove } from "./api";
import { Template } from "./Template";

/** A ready answer, with what its owner and supervisors may do. */
export function ReplyRow({ reply, onEdit }: { reply: Reply; onEdit: () => void }) {
  const { t, count } = useLocale();
  const me = useMe();
  const supervises = useMay("supervisor");
  const own = supervises || reply.made_by === me.id;
  const [asking, setAsking] = useState(false);
  const remove = useRemove();
  const teams = useQuery({ ...teamsQuery, enabled: supervises });
  const team = teams.data?.find(({ id }) => id === reply.team)?.name ?? t("replies.one_team");
  return (
    <Paper component="li" withBorder p="md" radius="md" style={{ listStyle: "none" }}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Group gap="xs">
          <Code fz="sm">/{reply.shortcut}</Code>
          {reply.title !== "" && <Text fw={600}>{reply.title}</Text>}
          {reply.team !== null && <Badge variant="default">{team}</Badge>}
        </Group>
        <Text size="xs" c="dimmed">
          {count("replies.used", reply.used)}
        </Text>
      </Group>
      <Template text={reply.template} />
      {own && (
        <Group gap="xs" justify="flex-end">
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            aria-label={t("replies.remove_named", { shortcut: reply.shortcut })}
            onClick={() => setAsking(true)}
          >
            {t("replies.remove")}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t("replies.edit_named", { shortcut: reply.shortcut })}
            onClick={onEdit}
          >
            {t("replies.edit")}
          </Button>
        </Group>
      )}
      <ConfirmDialog
        opened={asking}
        title={t("replies.remove_named", { shortcut: reply.shortcut })}
        confirm={t("replies.remove")}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.mutate(reply.id)}
      >
        {t("replies.remove_help")}
      </ConfirmDialog>
    </Paper>
  );
}
