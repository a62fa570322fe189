import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLocale } from "../locale/LocaleProvider";
import { invitationsQuery, useWithdraw } from "./api";

/** Who was invited and has not come yet. Nothing while there is nobody. */
export function Invitations() {
  const locale = useLocale();
  const { t } = locale;
  const { data } = useQuery(invitationsQuery);
  const withdraw = useWithdraw();
  if (data === undefined || data.length === 0) return null;
  return (
    <section aria-labelledby="people-invitations">
      <Title order={2} size="h4" id="people-invitations" mb="xs">
        {t("people.invitations")}
      </Title>
      <Stack component="ul" gap="xs" p={0} m={0}>
        {data.map(({ id, email, role, expires_at }) => (
          <Paper key={id} component="li" withBorder p="sm" radius="md">
            <Group justify="space-between">
              <div>
                <Text fw={500}>{email}</Text>
                <Text size="sm" c="dimmed">
                  {t(`role.${role}`)} · {t("people.until", { at: locale.moment(expires_at) })}
                </Text>
              </div>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => withdraw.mutate(id)}
                aria-label={t("people.withdraw_named", { email })}
              >
                {t("people.withdraw")}
              </Button>
            </Group>
          </Paper>
        ))}
      </Stack>
    </section>
  );
}
