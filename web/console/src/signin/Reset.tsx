import { Button, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { call } from "../api/call";
import { renewSession } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { RefusalAlert } from "../shell/RefusalAlert";
import { Door } from "./Door";
import { onFields } from "./fields";
import { NewPassword } from "./NewPassword";

/** A new password, by the link that an admin has given. */
export function Reset({ token }: { token: string }) {
  const { t } = useLocale();
  const navigate = useNavigate();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (password: string) =>
      call<unknown>("POST", "/api/auth/resets", { token, password }),
    meta: { shown: true },
    onSuccess: async () => {
      notifications.show({ color: "teal", message: t("signin.reset_done") });
      await renewSession();
      await navigate({ to: "/inbox" });
    },
  });
  return (
    <Door title={t("signin.reset")} lead={t("signin.reset_help")}>
      <form onSubmit={onFields(["password"], ({ password }) => mutate(password))}>
        <Stack>
          <RefusalAlert error={error} />
          <NewPassword />
          <Button type="submit" loading={isPending}>
            {t("signin.reset_go")}
          </Button>
        </Stack>
      </form>
    </Door>
  );
}
