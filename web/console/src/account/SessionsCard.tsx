import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../api/call";
import type { components } from "../api/schema";
import { useLocale } from "../locale/LocaleProvider";
import { Card } from "../shell/Card";
import { RefusalAlert } from "../shell/RefusalAlert";
import { deviceOf } from "./device";

type Session = components["schemas"]["SessionView"];

const KEY = ["sessions"];

/** Where the person is signed in, and the way to end it there. */
export function SessionsCard() {
  const { t } = useLocale();
  const client = useQueryClient();
  const { data, error } = useQuery({
    queryKey: KEY,
    queryFn: () => call<Session[]>("GET", "/api/auth/sessions"),
  });
  const end = useMutation({
    mutationFn: (id: string | null) =>
      call<void>("DELETE", `/api/auth/sessions${id === null ? "" : `/${id}`}`),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
  return (
    <Card title={t("account.sessions")} lead={t("account.sessions_help")}>
      <RefusalAlert error={error} />
      <Stack component="ul" gap="sm" p={0} m={0}>
        {data?.map((session) => (
          <SessionRow key={session.id} session={session} onEnd={() => end.mutate(session.id)} />
        ))}
      </Stack>
      {data !== undefined && data.length > 2 && (
        <Group justify="flex-end">
          <Button variant="default" size="compact-md" onClick={() => end.mutate(null)}>
            {t("account.end_others")}
          </Button>
        </Group>
      )}
    </Card>
  );
}

function SessionRow({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const locale = useLocale();
  const { t } = locale;
  const device = deviceOf(session.user_agent) ?? t("account.device_unknown");
  return (
    <Group component="li" justify="space-between" wrap="nowrap">
      <div>
        <Text size="sm" fw={500}>
          {device}
        </Text>
        <Text size="xs" c="dimmed">
          {t("account.seen", { at: locale.moment(session.last_seen_at) })}
        </Text>
      </div>
      {session.current ? (
        <Badge variant="light">{t("account.this_one")}</Badge>
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          onClick={onEnd}
          aria-label={t("account.end_named", { device })}
        >
          {t("account.end")}
        </Button>
      )}
    </Group>
  );
}
