import { AppShell, Burger, Button, Group, ScrollArea, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { Outlet } from "@tanstack/react-router";
import { useLocale } from "../locale/LocaleProvider";
import { Alerts } from "./alerts/Alerts";
import { AskNotices } from "./alerts/AskNotices";
import { useTitle } from "./alerts/useTitle";
import { Brand } from "./Brand";
import { GoKeys } from "./GoKeys";
import { Guard } from "./Guard";
import { Keys } from "./Keys";
import { Navigation } from "./Navigation";
import { OfflineBanner } from "./OfflineBanner";
import { Palette } from "./Palette";
import { PresenceSwitch } from "./PresenceSwitch";
import { ProfileMenu } from "./ProfileMenu";
import { ShortcutsSheet } from "./ShortcutsSheet";
import { useShortcut, useShortcutKeys } from "./shortcuts";
import { useActivity } from "./useActivity";
import { useFreshness } from "./useFreshness";

/** What stands around every area, for those who are signed in. */
export function Shell() {
  return (
    <Guard>
      <Frame />
    </Guard>
  );
}

function Frame() {
  const { t } = useLocale();
  const [menu, { toggle, close }] = useDisclosure();
  const [sheet, sheetOpen] = useDisclosure();
  useShortcutKeys();
  useShortcut("?", t("shortcuts.title"), sheetOpen.open);
  useActivity();
  useFreshness();
  return (
    <AppShell
      header={{ height: { base: 52, sm: 0 } }}
      navbar={{ width: 264, breakpoint: "sm", collapsed: { mobile: !menu } }}
    >
      <a className="prosa-skip" href="#main">
        {t("shell.skip")}
      </a>
      <AppShell.Header hiddenFrom="sm">
        <PhoneBar opened={menu} onToggle={toggle} />
      </AppShell.Header>
      <AppShell.Navbar p="sm">
        <AppShell.Section visibleFrom="sm" mb="sm">
          <Brand />
        </AppShell.Section>
        <AppShell.Section mb="xs">
          <FindButton onFind={close} />
        </AppShell.Section>
        <AppShell.Section grow component={ScrollArea}>
          <Navigation onGo={close} />
        </AppShell.Section>
        <AppShell.Section>
          <Stack gap="xs">
            <AskNotices />
            <PresenceSwitch />
            <ProfileMenu onKeys={sheetOpen.open} onGo={close} />
          </Stack>
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <OfflineBanner />
        <Outlet />
      </AppShell.Main>
      <Alerts />
      <Palette />
      <GoKeys />
      <ShortcutsSheet opened={sheet} onClose={sheetOpen.close} />
    </AppShell>
  );
}

/** On a phone: the way to the navigation, and where one is. */
function PhoneBar({ opened, onToggle }: { opened: boolean; onToggle: () => void }) {
  const { t } = useLocale();
  const title = useTitle();
  return (
    <Group h="100%" px="sm" gap="sm" wrap="nowrap">
      <Burger
        opened={opened}
        onClick={onToggle}
        size="sm"
        aria-label={t(opened ? "shell.menu_close" : "shell.menu_open")}
        aria-expanded={opened}
      />
      <Text fw={600} truncate>
        {title === "" ? t("shell.name") : title}
      </Text>
    </Group>
  );
}

/** The palette, for those who do not know its keys yet. */
function FindButton({ onFind }: { onFind: () => void }) {
  const { t } = useLocale();
  return (
    <Button
      variant="default"
      fullWidth
      justify="space-between"
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={<Keys keys="mod+k" />}
      onClick={() => {
        onFind();
        spotlight.open();
      }}
      styles={{ label: { flex: 1, textAlign: "left", fontWeight: 400 } }}
    >
      {t("palette.short")}
    </Button>
  );
}
