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
  const { email, has_password } = useMe();
  return (
    <Page
      title={t("account.title")}
      lead={has_password ? t("account.lead", { email }) : t("account.no_password")}
    >
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <Stack>
          <DeviceCard />
          {has_password && <PasswordCard />}
        </Stack>
        <Stack>
          {has_password && <SecondFactorCard />}
          <SessionsCard />
        </Stack>
      </SimpleGrid>
    </Page>
  );
}
