import { Avatar, Group, Menu, Text, UnstyledButton } from "@mantine/core";
import {
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconRocket,
  IconUserCog,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMay, useMe } from "../api/session";
import { useChosenLocale } from "../locale/LocaleProvider";
import { useSignOut } from "../signin/useSignOut";
import { useScheme } from "./useScheme";

interface ProfileMenuProps {
  onKeys: () => void;
  /** Another screen was chosen. */
  onGo: () => void;
}

/** Who is signed in, and what is theirs: account, looks, language, the way out. */
export function ProfileMenu({ onKeys, onGo }: ProfileMenuProps) {
  const { locale, choose } = useChosenLocale();
  const { t } = locale;
  const me = useMe();
  const admin = useMay("admin");
  const scheme = useScheme();
  const signOut = useSignOut();
  return (
    <Menu position="top-start" width={260} withinPortal>
      <Menu.Target>
        <UnstyledButton p="xs">
          <Group gap="sm" wrap="nowrap">
            <Avatar name={me.name} color="teal" radius="xl" size={36} aria-hidden />
            <div>
              <Text size="sm" fw={600} lineClamp={1}>
                {me.name}
              </Text>
              <Text size="xs" c="dimmed">
                {t(`role.${me.role}`)}
              </Text>
            </div>
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component={Link}
          to="/account"
          onClick={onGo}
          leftSection={<IconUserCog size={18} aria-hidden />}
        >
          {t("account.title")}
        </Menu.Item>
        {admin && (
          <Menu.Item
            component={Link}
            to="/welcome"
            onClick={onGo}
            leftSection={<IconRocket size={18} aria-hidden />}
          >
            {t("welcome.title")}
          </Menu.Item>
        )}
        <Menu.Item onClick={onKeys} leftSection={<IconKeyboard size={18} aria-hidden />}>
          {t("shortcuts.title")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          onClick={scheme.next}
          closeMenuOnClick={false}
          leftSection={<IconMoon size={18} aria-hidden />}
        >
          {t("shell.scheme", { scheme: t(`scheme.${scheme.name}`) })}
        </Menu.Item>
        <Menu.Item
          lang={locale.name === "en" ? "pt-BR" : "en"}
          onClick={() => choose(locale.name === "en" ? "pt-BR" : "en")}
          leftSection={<IconLanguage size={18} aria-hidden />}
        >
          {locale.name === "en" ? "Português" : "English"}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          onClick={() => signOut.mutate()}
          leftSection={<IconLogout size={18} aria-hidden />}
        >
          {t("signin.out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
