import { Box, Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface PageProps {
  title: string;
  /** What this screen is for, in a sentence. */
  lead?: ReactNode;
  /** Buttons beside the title. */
  actions?: ReactNode;
  /** Narrow pages read better when they hold a form. */
  narrow?: boolean;
  children: ReactNode;
}

/** A screen with its title, as all have but the inbox, which fills the window by itself. */
export function Page({ title, lead, actions, narrow = false, children }: PageProps) {
  return (
    <Box p={{ base: "md", sm: "xl" }} maw={narrow ? 760 : 1200} mx="auto">
      <Stack gap="lg">
        <Group justify="space-between" align="flex-start" gap="sm">
          <Box flex="1 1 20rem">
            <Title order={1} size="h2">
              {title}
            </Title>
            {lead !== undefined && (
              <Text c="dimmed" mt={4}>
                {lead}
              </Text>
            )}
          </Box>
          {actions}
        </Group>
        {children}
      </Stack>
    </Box>
  );
}
