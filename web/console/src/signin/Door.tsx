import { Anchor, Box, Center, Group, Image, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useChosenLocale } from "../locale/LocaleProvider";

interface DoorProps {
  title: string;
  lead?: ReactNode;
  /** Whose Prosa this is. */
  company?: string | undefined;
  children: ReactNode;
}

/** What stands around every screen for those who are not signed in. */
export function Door({ title, lead, company, children }: DoorProps) {
  const { locale, choose } = useChosenLocale();
  const other = locale.name === "en" ? "pt-BR" : "en";
  return (
    <Center component="main" mih="100dvh" p="md" bg="var(--mantine-color-body)">
      <Stack w="100%" maw={420} gap="md">
        <Group gap="sm" justify="center">
          <Image src="/console/icons/icon.svg" w={40} h={40} alt="" />
          <Box>
            <Text fw={700} size="lg" lh={1.2}>
              {locale.t("shell.name")}
            </Text>
            {company !== undefined && (
              <Text size="sm" c="dimmed">
                {company}
              </Text>
            )}
          </Box>
        </Group>
        <Paper withBorder p="lg" radius="lg">
          <Stack gap="md">
            <Box>
              <Title order={1} size="h3">
                {title}
              </Title>
              {lead !== undefined && (
                <Text size="sm" c="dimmed" mt={4}>
                  {lead}
                </Text>
              )}
            </Box>
            {children}
          </Stack>
        </Paper>
        <Anchor
          component="button"
          type="button"
          size="sm"
          ta="center"
          lang={other}
          underline="always"
          onClick={() => choose(other)}
        >
          {other === "en" ? "English" : "Português"}
        </Anchor>
      </Stack>
    </Center>
  );
}
