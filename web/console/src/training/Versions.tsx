import { Badge, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { Card } from "../shell/Card";
import { ConfirmDialog } from "../shell/ConfirmDialog";
import { RefusalAlert } from "../shell/RefusalAlert";
import { modelsQuery, useModel, type Version } from "./api";

/** The models there are, and which one serves. */
export function Versions() {
  const locale = useLocale();
  const { t } = locale;
  const { data, error } = useQuery(modelsQuery);
  const use = useModel();
  const [asked, setAsked] = useState<Version | null>(null);
  return (
    <Card title={t("training.versions")} lead={t("training.versions_lead")}>
      <RefusalAlert error={error ?? use.error} />
      <Stack component="ul" gap="xs" p={0} m={0}>
        {(data ?? []).map((version) => (
          <Paper
            key={version.id}
            component="li"
            withBorder
            p="sm"
            radius="md"
            style={{ listStyle: "none" }}
          >
            <Group justify="space-between">
              <div>
                <Group gap="xs">
                  <Text fw={600}>{locale.moment(version.made_at)}</Text>
                  {version.current && <Badge variant="light">{t("training.serving")}</Badge>}
                </Group>
                <Text size="sm" c="dimmed">
                  {t("training.version_facts", {
                    examples: locale.number(version.examples),
                    learned: locale.number(version.learned),
                    intents: locale.number(version.intents),
                  })}
                  {version.accuracy !== null &&
                    ` · ${t("training.version_accuracy", {
                      accuracy: Math.round(version.accuracy * 100),
                    })}`}
                </Text>
              </div>
              {!version.current && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t("training.use_named", { when: locale.moment(version.made_at) })}
                  onClick={() => setAsked(version)}
                >
                  {t("training.use")}
                </Button>
              )}
            </Group>
          </Paper>
        ))}
      </Stack>
      <ConfirmDialog
        opened={asked !== null}
        title={t("training.use_title")}
        confirm={t("training.use")}
        onClose={() => setAsked(null)}
        onConfirm={() => {
          if (asked !== null)
            use.mutate(asked.id, {
              onSuccess: () => notifications.show({ message: t("training.used") }),
            });
        }}
      >
        {t("training.use_help")}
      </ConfirmDialog>
    </Card>
  );
}
