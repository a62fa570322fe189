import { Spotlight, spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useMe } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { useSignOut } from "../signin/useSignOut";
import { commands, useCommands } from "./commands";
import { Keys } from "./Keys";
import { placesFor } from "./places";
import { useRegistered } from "./registry";
import { useShortcut } from "./shortcuts";
import { useScheme } from "./useScheme";

/** Everything that can be done from here, found by its name (Ctrl/⌘ K). */
export function Palette() {
  const { t } = useLocale();
  useOwnCommands();
  useShortcut("mod+k", t("palette.title"), () => spotlight.toggle());
  const offered = useRegistered(commands);
  return (
    <Spotlight
      shortcut={null}
      actions={offered.map(({ id, label, description, keywords, icon, shortcut, run }) => ({
        id,
        label,
        onClick: run,
        ...(description === undefined ? {} : { description }),
        ...(keywords === undefined ? {} : { keywords }),
        leftSection: icon,
        rightSection: shortcut === undefined ? null : <Keys keys={shortcut} />,
      }))}
      attributes={{ content: { "aria-label": t("palette.title") } }}
      nothingFound={t("palette.nothing")}
      highlightQuery
      limit={12}
      scrollable
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={20} aria-hidden />,
        placeholder: t("palette.search"),
        "aria-label": t("palette.search"),
      }}
    />
  );
}

/** What is there on every screen. */
function useOwnCommands(): void {
  const { t } = useLocale();
  const { role } = useMe();
  const navigate = useNavigate();
  const scheme = useScheme();
  const signOut = useSignOut();
  useCommands([
    ...placesFor(role).map(({ path, title, look: { icon: Icon, key } }) => ({
      id: `go.${path}`,
      label: t(title),
      description: t("palette.go"),
      icon: <Icon size={20} stroke={1.6} />,
      ...(key === "" ? {} : { shortcut: `g ${key}` }),
      run: () => void navigate({ to: path }),
    })),
    { id: "go.account", label: t("account.title"), run: () => void navigate({ to: "/account" }) },
    { id: "scheme", label: t("palette.scheme"), run: scheme.next },
    { id: "sign-out", label: t("signin.out"), run: () => signOut.mutate() },
  ]);
}
