import { Button, Tabs } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useMay } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { useCommands } from "../shell/commands";
import { Page } from "../shell/Page";
import { useShortcut } from "../shell/shortcuts";

const TABS = [
  "/knowledge",
  "/knowledge/suggestions",
  "/knowledge/unanswered",
  "/knowledge/imports",
] as const;

/** What the bot answers with, what it could not answer, and where more of it comes from. */
export function KnowledgePage() {
  const { t } = useLocale();
  const writes = useMay("supervisor");
  const navigate = useNavigate();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const here = TABS.find((tab) => tab === path) ?? "/knowledge";
  const write = () => void navigate({ to: "/knowledge/new" });
  useShortcut("n", t("knowledge.new"), write, { enabled: writes });
  useCommands(
    writes ? [{ id: "knowledge.new", label: t("knowledge.new"), run: write, shortcut: "n" }] : [],
  );
  return (
    <Page
      title={t("knowledge.title")}
      lead={t("knowledge.lead")}
      actions={
        writes && (
          <Button
            component={Link}
            to="/knowledge/new"
            leftSection={<IconPlus size={18} aria-hidden />}
          >
            {t("knowledge.new")}
          </Button>
        )
      }
    >
      <Tabs
        value={here}
        onChange={(to) => void navigate({ to: TABS.find((tab) => tab === to) ?? "/knowledge" })}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="/knowledge">{t("knowledge.articles")}</Tabs.Tab>
          <Tabs.Tab value="/knowledge/suggestions">{t("knowledge.suggestions")}</Tabs.Tab>
          <Tabs.Tab value="/knowledge/unanswered">{t("knowledge.unanswered")}</Tabs.Tab>
          {writes && <Tabs.Tab value="/knowledge/imports">{t("knowledge.imports")}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value={here}>
          <Outlet />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
