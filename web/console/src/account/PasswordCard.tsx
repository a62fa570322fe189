import { Button, Group, PasswordInput, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { call } from "../api/call";
import { useMe } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { Card } from "../shell/Card";
import { RefusalAlert } from "../shell/RefusalAlert";
import { onFields } from "../signin/fields";
import { NewPassword } from "../signin/NewPassword";

/** Another password. The old one is asked for: a page left open must not be enough. */
export function PasswordCard() {
  const { t } = useLocale();
  const { email } = useMe();
  const form = useRef<HTMLFormElement>(null);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (values: { old: string; password: string }) =>
      call<unknown>("POST", "/api/auth/password", { old: values.old, new: values.password }),
    meta: { shown: true },
    onSuccess: () => {
      form.current?.reset();
      notifications.show({ color: "teal", message: t("account.password_done") });
    },
  });
  return (
    <Card title={t("account.password")} lead={t("account.password_help")}>
      <form ref={form} onSubmit={onFields(["old", "password"], (values) => mutate(values))}>
        <Stack>
          <RefusalAlert error={error} />
          <input
            type="text"
            hidden
            readOnly
            name="username"
            autoComplete="username"
            value={email}
          />
          <PasswordInput
            name="old"
            label={t("account.old_password")}
            autoComplete="current-password"
            required
            visibilityToggleButtonProps={{ "aria-label": t("signin.show_password") }}
          />
          <NewPassword />
          <Group justify="flex-end">
            <Button type="submit" loading={isPending}>
              {t("account.password_go")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
