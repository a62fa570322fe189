import { Button, Center, Loader, Stack } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { live } from "../api/live";
import { renewSession, useStatus } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { FirstAdmin } from "../signin/FirstAdmin";
import { SignIn } from "../signin/SignIn";
import { RefusalAlert } from "./RefusalAlert";

/** Shows the console to those who are signed in, at the address they asked for; others sign in first. */
export function Guard({ children }: { children: ReactNode }) {
  const { t } = useLocale();
  const { data, error, refetch } = useStatus();
  const me = data?.signed_in?.id;
  useEffect(() => {
    if (me === undefined) return;
    live.start();
    const stop = live.onSignedOut(() => void renewSession());
    return () => {
      stop();
      live.stop();
    };
  }, [me]);
  if (data !== undefined) {
    if (data.signed_in !== null) return children;
    return data.first ? <FirstAdmin status={data} /> : <SignIn status={data} />;
  }
  if (error !== null)
    return (
      <Center mih="100dvh" p="md">
        <Stack maw={420}>
          <RefusalAlert error={error} />
          <Button onClick={() => void refetch()}>{t("broken.again")}</Button>
        </Stack>
      </Center>
    );
  return (
    <Center mih="100dvh">
      <Loader aria-label={t("shell.loading")} />
    </Center>
  );
}
