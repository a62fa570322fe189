import { Button, Group, Stack, Switch, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconSearch, IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { useCommands } from "../shell/commands";
import { Empty } from "../shell/Empty";
import { Pending } from "../shell/Pending";
import { RefusalAlert } from "../shell/RefusalAlert";
import { peopleQuery, teamsQuery } from "./api";
import { Invitations } from "./Invitations";
import { InviteDialog } from "./InviteDialog";
import { matching } from "./matching";
import { PersonRow } from "./PersonRow";

/** Everybody who works here. Who left stays in the log of the conversations, but out of this list. */
export function PeopleList() {
  const { t } = useLocale();
  const admin = useMay("admin");
  const [inviting, { open, close }] = useDisclosure();
  const [words, setWords] = useState("");
  const [withDisabled, setWithDisabled] = useState(false);
  const people = useQuery(peopleQuery);
  const teams = useQuery(teamsQuery);
  useCommands(admin ? [{ id: "people.invite", label: t("people.invite"), run: open }] : []);
  if (people.data === undefined)
    return people.error === null ? <Pending /> : <RefusalAlert error={people.error} />;
  const shown = matching(people.data, words).filter(({ disabled }) => withDisabled || !disabled);
  return (
    <Stack>
      <Group justify="space-between">
        <TextInput
          type="search"
          flex="1 1 16rem"
          maw={420}
          aria-label={t("people.find")}
          placeholder={t("people.find")}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={words}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
        />
        {people.data.some(({ disabled }) => disabled) && (
          <Switch
            label={t("people.with_disabled")}
            checked={withDisabled}
            onChange={({ currentTarget }) => setWithDisabled(currentTarget.checked)}
          />
        )}
        {admin && (
          <Button onClick={open} leftSection={<IconUserPlus size={18} aria-hidden />}>
            {t("people.invite")}
          </Button>
        )}
      </Group>
      <Stack component="ul" gap="xs" p={0} m={0} aria-label={t("people.people")}>
        {shown.map((person) => (
          <PersonRow key={person.id} person={person} teams={teams.data ?? []} />
        ))}
      </Stack>
      {shown.length === 0 && <Empty title={t("people.nobody")}>{t("people.nobody_help")}</Empty>}
      {people.data.length === 1 && (
        <Empty icon={<IconUserPlus />} title={t("people.alone")}>
          {t("people.alone_help")}
        </Empty>
      )}
      {admin && <Invitations />}
      <InviteDialog opened={inviting} onClose={close} teams={teams.data ?? []} />
    </Stack>
  );
}
