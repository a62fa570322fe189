import { ActionIcon, Avatar, Badge, Group, Menu, Paper, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { useMay, useMe } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { ConfirmDialog } from "../shell/ConfirmDialog";
import { type Person, type Team, useRemoveSecondFactor, useReset, useSetDisabled } from "./api";

import { LinkDialog } from "./LinkDialog";
import { PersonDialog } from "./PersonDialog";

interface PersonRowProps {
  person: Person;
  teams: readonly Team[];
}

/** A person, what they are here, and what an admin can do about it. */
export function PersonRow({ person, teams }: PersonRowProps) {
  const locale = useLocale();
  const { t } = locale;
  const admin = useMay("admin");
  const names = teams.filter(({ id }) => person.teams.includes(id)).map(({ name }) => name);
  return (
    <Paper component="li" withBorder p="sm" radius="md">
      <Group wrap="nowrap" gap="sm">
        <Avatar name={person.name} color="teal" radius="xl" aria-hidden />
        <div style={{ flex: 1, minWidth: 0 }}>
          <Group gap="xs">
            <Text fw={600}>{person.name}</Text>
            <Badge variant="light" color={person.role === "agent" ? "gray" : "teal"}>
              {t(`role.${person.role}`)}
            </Badge>
            {person.disabled && <Badge color="red">{t("people.disabled")}</Badge>}
            {person.totp && (
              <Badge variant="outline" color="gray">
                {t("people.totp")}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed" truncate>
            {person.email}
          </Text>
          <Text size="sm" c="dimmed">
            {[
              names.join(", "),
              person.skills.join(", "),
              locale.count("people.capacity", person.max_conversations),
              person.last_seen_at === null
                ? t("people.never_seen")
                : t("people.seen", { at: locale.moment(person.last_seen_at) }),
            ]
              .filter((part) => part !== "")
              .join(" · ")}
          </Text>
        </div>
        {admin && <PersonMenu person={person} teams={teams} />}
      </Group>
    </Paper>
  );
}

function PersonMenu({ person, teams }: PersonRowProps) {
  const { t } = useLocale();
  const me = useMe();
  const [editing, edit] = useDisclosure();
  const [asking, ask] = useDisclosure();
  const [link, setLink] = useState<string | null>(null);
  const reset = useReset();
  const setDisabled = useSetDisabled();
  const removeSecondFactor = useRemoveSecondFactor();
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t("people.actions", { name: person.name })}
          >
            <IconDots aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={edit.open}>{t("people.edit")}</Menu.Item>
          <Menu.Item
            onClick={() => reset.mutate(person.id, { onSuccess: (made) => setLink(made.link) })}
          >
            {t("people.reset")}
          </Menu.Item>
          {person.totp && person.id !== me.id && (
            <Menu.Item onClick={() => removeSecondFactor.mutate(person.id)}>
              {t("people.remove_totp")}
            </Menu.Item>
          )}
          {person.disabled ? (
            <Menu.Item onClick={() => setDisabled.mutate({ id: person.id, disabled: false })}>
              {t("people.enable")}
            </Menu.Item>
          ) : (
            <Menu.Item color="red" disabled={person.id === me.id} onClick={ask.open}>
              {t("people.disable")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <PersonDialog person={person} teams={teams} opened={editing} onClose={edit.close} />
      <LinkDialog title={t("people.reset")} link={link} onClose={() => setLink(null)}>
        {t("people.reset_help", { name: person.name })}
      </LinkDialog>
      <ConfirmDialog
        opened={asking}
        title={t("people.disable_named", { name: person.name })}
        confirm={t("people.disable")}
        onClose={ask.close}
        onConfirm={() => setDisabled.mutate({ id: person.id, disabled: true })}
      >
        {t("people.disable_help")}
      </ConfirmDialog>
    </>
  );
}
