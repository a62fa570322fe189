import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from "@tanstack/react-router";
import { AREAS } from "./areas";
import { Broken, Nowhere } from "./shell/Broken";
import { Home } from "./shell/Home";
import { Pending } from "./shell/Pending";
import { Shell } from "./shell/Shell";
import { Invitation } from "./signin/Invitation";
import { Reset } from "./signin/Reset";

const root = createRootRoute();
const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell });
const home = createRoute({ getParentRoute: () => shell, path: "/", component: Home });
const account = createRoute({
  getParentRoute: () => shell,
  path: "/account",
  component: lazyRouteComponent(() => import("./account/AccountPage"), "AccountPage"),
});
const welcome = createRoute({
  getParentRoute: () => shell,
  path: "/welcome",
  component: lazyRouteComponent(() => import("./welcome/WelcomePage"), "WelcomePage"),
});

/** For those who cannot sign in yet. */
const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation/$token",
  component: () => <Invitation token={invitation.useParams().token} />,
});
const reset = createRoute({
  getParentRoute: () => root,
  path: "/reset/$token",
  component: () => <Reset token={reset.useParams().token} />,
});

export const router = createRouter({
  routeTree: root.addChildren([
    shell.addChildren([home, account, welcome, ...AREAS.flatMap((area) => area.routes(shell))]),
    invitation,
    reset,
  ]),
  basepath: "/console",
  defaultPreload: "intent",
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: Nowhere,
  defaultPendingComponent: Pending,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
