import { Badge, NavLink, VisuallyHidden } from "@mantine/core";
import { Link, useRouterState } from "@tanstack/react-router";
import { useMe } from "../api/session";
import { useCounts } from "../api/useLive";
import { useLocale } from "../locale/LocaleProvider";
import { type Place, placesFor } from "./places";

/** The areas one may use, each with how much waits there. */
export function Navigation({ onGo }: { onGo: () => void }) {
  const { t } = useLocale();
  const { role } = useMe();
  return (
    <nav aria-label={t("shell.navigation")}>
      {placesFor(role).map((place) => (
        <Entry key={place.path} place={place} onGo={onGo} />
      ))}
    </nav>
  );
}

function Entry({ place, onGo }: { place: Place; onGo: () => void }) {
  const { t } = useLocale();
  const here = useRouterState({
    select: ({ location }) => isWithin(location.pathname, place.path),
  });
  const { icon: Icon } = place.look;
  return (
    <NavLink
      component={Link}
      to={place.path}
      onClick={onGo}
      active={here}
      aria-current={here ? "page" : undefined}
      label={t(place.title)}
      leftSection={<Icon size={20} stroke={1.6} />}
      rightSection={<Waiting place={place} />}
    />
  );
}

function Waiting({ place }: { place: Place }) {
  const locale = useLocale();
  const counts = useCounts();
  const waiting = counts === null ? 0 : (place.look.count?.(counts) ?? 0);
  if (waiting === 0) return null;
  return (
    <Badge size="sm" variant="filled">
      <span aria-hidden>{waiting > 99 ? "99+" : waiting}</span>
      <VisuallyHidden>{locale.count("shell.waiting", waiting)}</VisuallyHidden>
    </Badge>
  );
}

/** Whether the address is the area's, or below it. The router's base is not part of `pathname`. */
function isWithin(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(`${path}/`);
}
