import { Tabs } from "@mantine/core";
import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useMay } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { Page } from "../shell/Page";

const TABS = ["/people", "/people/teams", "/people/audit"] as const;

/** Who works here, in which teams, and what they have done. */
export function PeoplePage() {
  const { t } = useLocale();
  const admin = useMay("admin");
  const navigate = useNavigate();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const here = TABS.find((tab) => tab === path) ?? "/people";
  return (
    <Page title={t("people.title")} lead={t("people.lead")}>
      <Tabs
        value={here}
        onChange={(to) => void navigate({ to: TABS.find((tab) => tab === to) ?? "/people" })}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="/people">{t("people.people")}</Tabs.Tab>
          <Tabs.Tab value="/people/teams">{t("people.teams")}</Tabs.Tab>
          {admin && <Tabs.Tab value="/people/audit">{t("people.audit")}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value={here}>
          <Outlet />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
