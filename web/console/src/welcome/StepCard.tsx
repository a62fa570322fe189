import { Badge, Group, Paper, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import { useLocale } from "../locale/LocaleProvider";

interface StepCardProps {
  number: number;
  title: string;
  lead: ReactNode;
  done: boolean;
  children: ReactNode;
}

/** One of the first steps: what it is for, and what to do. */
export function StepCard({ number, title, lead, done, children }: StepCardProps) {
  const { t } = useLocale();
  const id = useId();
  return (
    <Paper component="section" withBorder p="lg" radius="md" aria-labelledby={id}>
      <Group align="flex-start" wrap="nowrap" gap="md">
        <ThemeIcon radius="xl" size={32} variant={done ? "filled" : "light"} aria-hidden>
          {done ? <IconCheck size={18} /> : number}
        </ThemeIcon>
        <Stack gap="sm" style={{ flex: 1, minWidth: 0 }}>
          <div>
            <Group gap="xs">
              <Title order={2} size="h4" id={id}>
                {title}
              </Title>
              {done && <Badge variant="light">{t("welcome.done")}</Badge>}
            </Group>
            <Text size="sm" c="dimmed" component="div">
              {lead}
            </Text>
          </div>
          {children}
        </Stack>
      </Group>
    </Paper>
  );
}
