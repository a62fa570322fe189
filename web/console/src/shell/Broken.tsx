import { Button, Code, Group, Stack, Text, Title } from "@mantine/core";
import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { useLocale } from "../locale/LocaleProvider";

/** A screen that failed: what one can do about it, and what to tell whoever looks into it. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const { t } = useLocale();
  const router = useRouter();
  const boundary = useQueryErrorResetBoundary();
  const again = () => {
    boundary.reset();
    reset();
    void router.invalidate();
  };
  return (
    <Stack p="xl" maw={640} mx="auto" role="alert">
      <Title order={1} size="h2">
        {t("broken.title")}
      </Title>
      <Text>{t("broken.help")}</Text>
      <Code block>{error instanceof Error ? error.message : String(error)}</Code>
      <Group>
        <Button onClick={again}>{t("broken.again")}</Button>
        <Button variant="default" onClick={() => location.reload()}>
          {t("broken.reload")}
        </Button>
      </Group>
    </Stack>
  );
}

/** An address that leads nowhere. */
export function Nowhere() {
  const { t } = useLocale();
  return (
    <Stack p="xl" maw={640} mx="auto" align="flex-start">
      <Title order={1} size="h2">
        {t("nowhere.title")}
      </Title>
      <Text>{t("nowhere.help")}</Text>
      <Button component={Link} to="/inbox">
        {t("nowhere.home")}
      </Button>
    </Stack>
  );
}
