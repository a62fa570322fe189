import { Button, Indicator, type MantineColor, Menu } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import type { PresenceName } from "../api/frames";
import { PRESENCES, usePresence, useSetPresence } from "../api/presence";
import { useLocale } from "../locale/LocaleProvider";
import { useCommands } from "./commands";

export const PRESENCE_COLORS: Record<PresenceName, MantineColor> = {
  online: "teal.6",
  busy: "red.6",
  away: "yellow.6",
  offline: "gray.5",
};

/** Whether one takes conversations, and the way to change it. */
export function PresenceSwitch() {
  const { t } = useLocale();
  const presence = usePresence().data?.presence ?? "offline";
  const { mutate } = useSetPresence();
  useCommands(
    PRESENCES.map((name) => ({
      id: `presence.${name}`,
      label: t("presence.become", { presence: t(`presence.${name}`) }),
      run: () => mutate(name),
    })),
  );
  return (
    <Menu position="top-start" width={260} withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          fullWidth
          justify="space-between"
          leftSection={<Dot presence={presence} />}
          rightSection={<IconChevronDown size={16} aria-hidden />}
          aria-label={t("presence.label", { presence: t(`presence.${presence}`) })}
        >
          {t(`presence.${presence}`)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {PRESENCES.map((name) => (
          <Menu.Item
            key={name}
            onClick={() => mutate(name)}
            leftSection={<Dot presence={name} />}
            rightSection={name === presence ? <IconCheck size={16} aria-hidden /> : null}
            aria-current={name === presence ? "true" : undefined}
          >
            {t(`presence.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The colour of a presence; its name always stands beside it. */
export function Dot({ presence }: { presence: PresenceName }) {
  return (
    <Indicator inline size={10} color={PRESENCE_COLORS[presence]} position="middle-center">
      <span style={{ display: "inline-block", width: 12, height: 12 }} />
    </Indicator>
  );
}
