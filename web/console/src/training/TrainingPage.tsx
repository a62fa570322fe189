import { Tabs } from "@mantine/core";
import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useLocale } from "../locale/LocaleProvider";
import { Page } from "../shell/Page";

const TABS = ["/training", "/training/groups", "/training/model"] as const;

/** From what customers really said to a bot that understands it. */
export function TrainingPage() {
  const { t } = useLocale();
  const navigate = useNavigate();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const here = TABS.find((tab) => tab === path) ?? "/training";
  return (
    <Page title={t("training.title")} lead={t("training.lead")}>
      <Tabs
        value={here}
        onChange={(to) => void navigate({ to: TABS.find((tab) => tab === to) ?? "/training" })}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="/training">{t("training.review")}</Tabs.Tab>
          <Tabs.Tab value="/training/groups">{t("training.groups")}</Tabs.Tab>
          <Tabs.Tab value="/training/model">{t("training.model")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={here}>
          <Outlet />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
