import { Alert, Button, Code, Group, SimpleGrid, Stack } from "@mantine/core";
import { useLocale } from "../locale/LocaleProvider";
import { CopyButton } from "../shell/CopyButton";

interface RecoveryCodesProps {
  codes: readonly string[];
  onKept: () => void;
}

/** Shown this once: each opens the door one time without the telephone. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const { t } = useLocale();
  return (
    <Stack>
      <Alert color="teal" variant="light" title={t("account.codes")} role="status">
        {t("account.codes_help")}
      </Alert>
      <SimpleGrid cols={2} spacing="xs">
        {codes.map((code) => (
          <Code key={code} p="xs" ta="center">
            {code}
          </Code>
        ))}
      </SimpleGrid>
      <Group justify="flex-end">
        <CopyButton value={codes.join("\n")} />
        <Button onClick={onKept}>{t("account.codes_kept")}</Button>
      </Group>
    </Stack>
  );
}
