import { Button, Group, Paper, Text } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useState } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import { prefer, usePreferences } from "../preferences";
import { askPermission, permission } from "./desktop";

/** Asks, before the browser does, whether notices of the desktop are wanted. A "not now" holds. */
export function AskNotices() {
  const { t } = useLocale();
  const { notices, noticesDeclined } = usePreferences();
  const [granted, setGranted] = useState(permission);
  if (granted !== "default" || noticesDeclined || !notices) return null;
  return (
    <Paper withBorder p="sm" role="region" aria-label={t("notices.title")}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <IconBell size={20} style={{ flex: "none" }} aria-hidden />
        <Text size="sm">{t("notices.ask")}</Text>
      </Group>
      <Group gap="xs" mt="xs" justify="flex-end">
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          onClick={() => prefer({ noticesDeclined: true })}
        >
          {t("notices.later")}
        </Button>
        <Button size="compact-sm" onClick={() => void askPermission().then(setGranted)}>
          {t("notices.allow")}
        </Button>
      </Group>
    </Paper>
  );
}
