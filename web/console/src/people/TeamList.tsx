import { Badge, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconUsersGroup, IconUsersPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { ConfirmDialog } from "../shell/ConfirmDialog";
import { Empty } from "../shell/Empty";
import { Pending } from "../shell/Pending";
import { RefusalAlert } from "../shell/RefusalAlert";
import { type Person, peopleQuery, type Team, teamsQuery, useDeleteTeam } from "./api";
import { TeamDialog } from "./TeamDialog";

/** Teams: conversations can be passed to one, and its skills are those of all its members. */
export function TeamList() {
  const { t } = useLocale();
  const admin = useMay("admin");
  const teams = useQuery(teamsQuery);
  const people = useQuery(peopleQuery);
  const [edited, setEdited] = useState<Team | "new" | null>(null);
  if (teams.data === undefined)
    return teams.error === null ? <Pending /> : <RefusalAlert error={teams.error} />;
  const create = (
    <Button onClick={() => setEdited("new")} leftSection={<IconUsersPlus size={18} aria-hidden />}>
      {t("people.new_team")}
    </Button>
  );
  return (
    <Stack>
      {teams.data.length === 0 ? (
        <Empty icon={<IconUsersGroup />} title={t("people.no_teams")} action={admin && create}>
          {t("people.no_teams_help")}
        </Empty>
      ) : (
        admin && <Group justify="flex-end">{create}</Group>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }} component="ul" p={0} m={0}>
        {teams.data.map((team) => (
          <TeamCard
            key={team.id}
            team={team}
            people={people.data ?? []}
            onEdit={admin ? () => setEdited(team) : null}
          />
        ))}
      </SimpleGrid>
      <TeamDialog team={edited} people={people.data ?? []} onClose={() => setEdited(null)} />
    </Stack>
  );
}

interface TeamCardProps {
  team: Team;
  people: readonly Person[];
  onEdit: (() => void) | null;
}

function TeamCard({ team, people, onEdit }: TeamCardProps) {
  const { t } = useLocale();
  const [asking, setAsking] = useState(false);
  const remove = useDeleteTeam();
  const names = people.filter(({ id }) => team.members.includes(id)).map(({ name }) => name);
  return (
    <Paper component="li" withBorder p="md" radius="md" style={{ listStyle: "none" }}>
      <Stack gap="xs">
        <Title order={2} size="h4">
          {team.name}
        </Title>
        {team.description !== "" && <Text size="sm">{team.description}</Text>}
        <Group gap={6}>
          {team.skills.map((skill) => (
            <Badge key={skill} variant="light">
              {skill}
            </Badge>
          ))}
        </Group>
        <Text size="sm" c="dimmed">
          {names.length === 0 ? t("people.no_members") : names.join(", ")}
        </Text>
        {onEdit !== null && (
          <Group gap="xs" justify="flex-end">
            <Button
              size="compact-sm"
              variant="subtle"
              color="red"
              onClick={() => setAsking(true)}
              aria-label={t("people.delete_team_named", { name: team.name })}
            >
              {t("people.delete_team")}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              onClick={onEdit}
              aria-label={t("people.edit_named", { name: team.name })}
            >
              {t("people.edit")}
            </Button>
          </Group>
        )}
      </Stack>
      <ConfirmDialog
        opened={asking}
        title={t("people.delete_team_named", { name: team.name })}
        confirm={t("people.delete_team")}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.mutate(team.id)}
      >
        {t("people.delete_team_help")}
      </ConfirmDialog>
    </Paper>
  );
}
