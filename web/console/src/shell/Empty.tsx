import { Center, Stack, Text, ThemeIcon } from "@mantine/core";
import type { ReactNode } from "react";

interface EmptyProps {
  icon?: ReactNode;
  title: string;
  /** What would be here, and how it gets here. */
  children?: ReactNode;
  /** The button that begins. */
  action?: ReactNode;
}

/** A place with nothing in it yet, which says what it is for. */
export function Empty({ icon, title, children, action }: EmptyProps) {
  return (
    <Center py="xl">
      <Stack align="center" gap="xs" maw={420}>
        {icon !== undefined && (
          <ThemeIcon variant="light" size={56} radius="xl" aria-hidden>
            {icon}
          </ThemeIcon>
        )}
        <Text fw={600} ta="center">
          {title}
        </Text>
        {children !== undefined && (
          <Text c="dimmed" size="sm" ta="center" component="div">
            {children}
          </Text>
        )}
        {action}
      </Stack>
    </Center>
  );
}
