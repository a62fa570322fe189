import { Button, Divider, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { call } from "../api/call";
import { Refusal } from "../api/client";
import { renewSession, type Status } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { RefusalAlert } from "../shell/RefusalAlert";
import { Door } from "./Door";
import { SecondFactor } from "./SecondFactor";

interface Credentials {
  email: string;
  password: string;
  code?: string;
}

/** E-mail and password, the second factor where there is one, or the company's own sign-in. */
export function SignIn({ status }: { status: Status }) {
  const { t } = useLocale();
  const [known, setKnown] = useState<Credentials | null>(null);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (credentials: Credentials) =>
      call<unknown>("POST", "/api/auth/sign-in", credentials),
    meta: { shown: true },
    onSuccess: renewSession,
    onError: (refused, credentials) => {
      if (isSecondFactor(refused)) setKnown(credentials);
    },
  });

  if (known !== null)
    return (
      <SecondFactor
        company={status.company}
        pending={isPending}
        error={isSecondFactor(error) ? null : error}
        onCode={(code) => mutate({ ...known, code })}
        onBack={() => {
          setKnown(null);
          reset();
        }}
      />
    );

  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    mutate({ email: String(form.get("email")), password: String(form.get("password")) });
  };
  return (
    <Door title={t("signin.title")} company={status.company}>
      <form onSubmit={send}>
        <Stack>
          <RefusalAlert error={error ?? broughtBack()} />
          <TextInput
            name="email"
            type="email"
            label={t("signin.email")}
            autoComplete="username"
            required
            autoFocus
          />
          <PasswordInput
            name="password"
            label={t("signin.password")}
            autoComplete="current-password"
            required
            visibilityToggleButtonProps={{ "aria-label": t("signin.show_password") }}
          />
          <Button type="submit" loading={isPending}>
            {t("signin.enter")}
          </Button>
          <Text size="sm" c="dimmed">
            {t("signin.forgotten")}
          </Text>
        </Stack>
      </form>
      {status.oidc !== null && (
        <>
          <Divider label={t("signin.or")} />
          <Button component="a" href="/api/auth/oidc/start" variant="default">
            {t("signin.oidc", { name: status.oidc.name })}
          </Button>
        </>
      )}
    </Door>
  );
}

/** What the company's own sign-in came back with, when it let nobody in. */
function broughtBack(): Refusal | null {
  const code = new URLSearchParams(location.search).get("sign_in_error");
  return code === null ? null : new Refusal(403, code, "");
}

function isSecondFactor(error: Error | null): boolean {
  return error instanceof Refusal && error.code === "second_factor_needed";
}
