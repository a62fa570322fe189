import { Badge, Button, Group, PasswordInput, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../api/call";
import { renewSession, useMe } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { Card } from "../shell/Card";
import { RefusalAlert } from "../shell/RefusalAlert";
import { onFields } from "../signin/fields";
import { RecoveryCodes } from "./RecoveryCodes";
import { SecondFactorSetup } from "./SecondFactorSetup";

/** A code from the telephone besides the password. */
export function SecondFactorCard() {
  const { t } = useLocale();
  const { totp } = useMe();
  const [settingUp, setSettingUp] = useState(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);

  if (codes !== null)
    return (
      <Card title={t("account.totp")}>
        <RecoveryCodes
          codes={codes}
          onKept={() => {
            setCodes(null);
            setSettingUp(false);
            void renewSession();
          }}
        />
      </Card>
    );
  return (
    <Card title={t("account.totp")} lead={t("account.totp_help")}>
      {totp ? (
        <TurnOff />
      ) : settingUp ? (
        <SecondFactorSetup onCodes={setCodes} onCancel={() => setSettingUp(false)} />
      ) : (
        <Group justify="space-between">
          <Badge color="gray" variant="light">
            {t("account.totp_off")}
          </Badge>
          <Button onClick={() => setSettingUp(true)}>{t("account.totp_turn_on")}</Button>
        </Group>
      )}
    </Card>
  );
}

/** Without it the password alone is enough again, so the password is asked for. */
function TurnOff() {
  const { t } = useLocale();
  const [asking, setAsking] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (password: string) => call<void>("DELETE", "/api/auth/totp", { password }),
    meta: { shown: true },
    onSuccess: renewSession,
  });
  if (!asking)
    return (
      <Group justify="space-between">
        <Badge variant="light">{t("account.totp_on")}</Badge>
        <Button variant="default" onClick={() => setAsking(true)}>
          {t("account.totp_turn_off")}
        </Button>
      </Group>
    );
  return (
    <form onSubmit={onFields(["password"], ({ password }) => mutate(password))}>
      <Stack>
        <Text size="sm">{t("account.totp_turn_off_help")}</Text>
        <RefusalAlert error={error} />
        <PasswordInput
          name="password"
          label={t("signin.password")}
          autoComplete="current-password"
          required
          autoFocus
          visibilityToggleButtonProps={{ "aria-label": t("signin.show_password") }}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setAsking(false)}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" color="red" loading={isPending}>
            {t("account.totp_turn_off")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
