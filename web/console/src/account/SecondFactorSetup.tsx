import { Button, Code, Group, Image, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { call } from "../api/call";
import type { components } from "../api/schema";
import { useLocale } from "../locale/LocaleProvider";
import { CopyButton } from "../shell/CopyButton";
import { RefusalAlert } from "../shell/RefusalAlert";
import { onFields } from "../signin/fields";

type Offered = components["schemas"]["SecondFactorOffer"];

interface SetupProps {
  onCodes: (codes: readonly string[]) => void;
  onCancel: () => void;
}

/** The picture for the app of the telephone, and the first code from it. */
export function SecondFactorSetup({ onCodes, onCancel }: SetupProps) {
  const { t } = useLocale();
  // Each asking makes another secret: once a setup, and again for the next.
  const { data, error } = useQuery({
    queryKey: ["totp"],
    queryFn: () => call<Offered>("POST", "/api/auth/totp"),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const confirm = useMutation({
    mutationFn: (code: string) =>
      call<components["schemas"]["RecoveryCodes"]>("POST", "/api/auth/totp/confirm", { code }),
    meta: { shown: true },
    onSuccess: ({ recovery_codes }) => onCodes(recovery_codes),
  });
  return (
    <form onSubmit={onFields(["code"], ({ code }) => confirm.mutate(code.trim()))}>
      <Stack>
        <RefusalAlert error={error ?? confirm.error} />
        <Text size="sm">{t("account.totp_scan")}</Text>
        {data === undefined ? (
          <Skeleton w={180} h={180} />
        ) : (
          <Image
            src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(data.qr)}`}
            alt={t("account.totp_qr")}
            w={180}
            h={180}
            bg="white"
            p={8}
            radius="md"
          />
        )}
        {data !== undefined && (
          <Group gap="xs">
            <Text size="sm">{t("account.totp_by_hand")}</Text>
            <Code>{data.secret}</Code>
            <CopyButton value={data.secret} />
          </Group>
        )}
        <TextInput
          name="code"
          label={t("account.totp_code")}
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={12}
          required
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" loading={confirm.isPending}>
            {t("account.totp_confirm")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
