import { Button, Code, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { call } from "../api/call";
import { renewSession, type Status } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { RefusalAlert } from "../shell/RefusalAlert";
import { Door } from "./Door";
import { onFields } from "./fields";
import { NewPassword } from "./NewPassword";

const FIELDS = ["code", "name", "email", "password"] as const;

/** Nobody is here yet: who has the code that the server printed becomes the first admin. */
export function FirstAdmin({ status }: { status: Status }) {
  const { t } = useLocale();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (values: Record<(typeof FIELDS)[number], string>) =>
      call<unknown>("POST", "/api/auth/first", { ...values, code: values.code.trim() }),
    meta: { shown: true },
    onSuccess: renewSession,
  });
  // `prosa up` prints an address that brings the code along, after the # that no server sees.
  const brought = new URLSearchParams(location.hash.slice(1)).get("code") ?? "";
  return (
    <Door title={t("signin.first")} lead={t("signin.first_help")} company={status.company}>
      <form onSubmit={onFields(FIELDS, (values) => mutate(values))}>
        <Stack>
          <RefusalAlert error={error} />
          <TextInput
            name="code"
            label={t("signin.first_code")}
            description={
              <>
                {t("signin.first_code_help")} <Code>prosa up</Code>
              </>
            }
            defaultValue={brought}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            required
          />
          <TextInput
            name="name"
            label={t("signin.name")}
            autoComplete="name"
            maxLength={80}
            required
          />
          <TextInput
            name="email"
            type="email"
            label={t("signin.email")}
            autoComplete="username"
            maxLength={254}
            required
          />
          <NewPassword label={t("signin.password")} />
          <Button type="submit" loading={isPending}>
            {t("signin.first_go")}
          </Button>
        </Stack>
      </form>
    </Door>
  );
}
