import { Button, Group, SegmentedControl, Stack, Switch, Text } from "@mantine/core";
import { useState } from "react";
import { useChosenLocale } from "../locale/LocaleProvider";
import { askPermission, permission } from "../shell/alerts/desktop";
import { playTone } from "../shell/alerts/sound";
import { Card } from "../shell/Card";
import { prefer, usePreferences } from "../shell/preferences";
import { SCHEMES, useScheme } from "../shell/useScheme";

/** How the console looks and sounds on this device. */
export function DeviceCard() {
  const { locale, choose } = useChosenLocale();
  const { t } = locale;
  const scheme = useScheme();
  const { sound, notices, singleKeys } = usePreferences();
  return (
    <Card title={t("account.device")} lead={t("account.device_help")}>
      <Stack gap="xs">
        <Text size="sm" fw={500} id="account-scheme">
          {t("account.scheme")}
        </Text>
        <SegmentedControl
          aria-labelledby="account-scheme"
          value={scheme.name}
          onChange={(value) => scheme.set(SCHEMES.find((one) => one === value) ?? "auto")}
          data={SCHEMES.map((value) => ({ value, label: t(`scheme.${value}`) }))}
        />
        <Text size="sm" fw={500} id="account-language">
          {t("account.language")}
        </Text>
        <SegmentedControl
          aria-labelledby="account-language"
          value={locale.name}
          onChange={(value) => choose(value === "en" ? "en" : "pt-BR")}
          data={[
            { value: "pt-BR", label: "Português" },
            { value: "en", label: "English" },
          ]}
        />
      </Stack>
      <Group justify="space-between">
        <Switch
          checked={sound}
          onChange={({ currentTarget }) => prefer({ sound: currentTarget.checked })}
          label={t("account.sound")}
        />
        <Button size="compact-sm" variant="subtle" onClick={playTone}>
          {t("account.listen")}
        </Button>
      </Group>
      <Switch
        checked={notices}
        onChange={({ currentTarget }) => prefer({ notices: currentTarget.checked })}
        label={t("account.notices")}
      />
      <NoticesPermission />
      <Switch
        checked={singleKeys}
        onChange={({ currentTarget }) => prefer({ singleKeys: currentTarget.checked })}
        label={t("account.single_keys")}
        description={t("account.single_keys_help")}
      />
    </Card>
  );
}

/** Whether the browser lets us show notices, and the way to ask it. */
function NoticesPermission() {
  const { t } = useChosenLocale().locale;
  const [granted, setGranted] = useState(permission);
  if (granted === "granted") return null;
  if (granted === "default")
    return (
      <Button variant="light" onClick={() => void askPermission().then(setGranted)}>
        {t("notices.allow")}
      </Button>
    );
  return (
    <Text size="sm" c="dimmed">
      {t(granted === "denied" ? "notices.denied" : "notices.unsupported")}
    </Text>
  );
}
