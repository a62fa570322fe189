import { SimpleGrid, Stack } from "@mantine/core";
import { useMe } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { Page } from "../shell/Page";
import { DeviceCard } from "./DeviceCard";
import { PasswordCard } from "./PasswordCard";
import { SecondFactorCard } from "./SecondFactorCard";
import { SessionsCard } from "./SessionsCard";

/** What concerns the person alone: how they sign in, from where, and how this device behaves. */
export function AccountPage() {
  const { t } = useLocale();
  const { email } = useMe();
  return (
    <Page title={t("account.title")} lead={t("account.lead", { email })}>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <Stack>
          <DeviceCard />
          <PasswordCard />
        </Stack>
        <Stack>
          <SecondFactorCard />
          <SessionsCard />
        </Stack>
      </SimpleGrid>
    </Page>
  );
}
