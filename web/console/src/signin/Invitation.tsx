import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { call } from "../api/call";
import type { components } from "../api/schema";
import { renewSession } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { RefusalAlert } from "../shell/RefusalAlert";
import { Door } from "./Door";
import { onFields } from "./fields";
import { NewPassword } from "./NewPassword";

type Invited = components["schemas"]["InvitedView"];

/** Somebody was invited: they say their name and choose a password. */
export function Invitation({ token }: { token: string }) {
  const { t } = useLocale();
  const navigate = useNavigate();
  const path = `/api/auth/invitations/${encodeURIComponent(token)}`;
  const { data, error } = useQuery({
    queryKey: ["auth", "invitation", token],
    queryFn: () => call<Invited>("GET", path),
  });
  const accept = useMutation({
    mutationFn: (values: { name: string; password: string }) => call<unknown>("POST", path, values),
    meta: { shown: true },
    onSuccess: async () => {
      await renewSession();
      await navigate({ to: "/welcome" });
    },
  });
  return (
    <Door
      title={t("signin.invitation")}
      company={data?.company}
      lead={
        data && t("signin.invitation_help", { by: data.invited_by, role: t(`role.${data.role}`) })
      }
    >
      <RefusalAlert error={error ?? accept.error} />
      {data !== undefined && (
        <form onSubmit={onFields(["name", "password"], (values) => accept.mutate(values))}>
          <Stack>
            <Text size="sm">{data.email}</Text>
            <input
              type="text"
              hidden
              readOnly
              name="username"
              autoComplete="username"
              value={data.email}
            />
            <TextInput
              name="name"
              label={t("signin.name")}
              description={t("signin.name_help")}
              autoComplete="name"
              maxLength={80}
              required
            />
            <NewPassword />
            <Button type="submit" loading={accept.isPending}>
              {t("signin.invitation_go")}
            </Button>
          </Stack>
        </form>
      )}
    </Door>
  );
}
