import { AppShell, NavLink } from "@mantine/core";
import { Link, Outlet } from "@tanstack/react-router";
import { AREAS } from "../areas";
import { useLocale } from "../locale/LocaleProvider";

/** What stands around every area: the navigation, and who is signed in. */
export function Shell() {
  const { t } = useLocale();
  return (
    <AppShell navbar={{ width: 220, breakpoint: "sm" }}>
      <AppShell.Navbar>
        {AREAS.map((area) => (
          <NavLink key={area.path} component={Link} to={area.path} label={t(area.title)} />
        ))}
      </AppShell.Navbar>
      <AppShell.Main>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
