import { Skeleton, Stack } from "@mantine/core";
import { useLocale } from "../locale/LocaleProvider";

/** The shape of a screen that is on its way. */
export function Pending() {
  const { t } = useLocale();
  return (
    <Stack p={{ base: "md", sm: "xl" }} gap="md" role="status" aria-label={t("shell.loading")}>
      <Skeleton height={32} width="40%" />
      <Skeleton height={16} width="70%" />
      <Skeleton height={160} />
      <Skeleton height={160} />
    </Stack>
  );
}
