import { createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { AREAS } from "./areas";
import { Shell } from "./shell/Shell";

const root = createRootRoute();
const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell });

export const router = createRouter({
  routeTree: root.addChildren([shell.addChildren(AREAS.flatMap((area) => area.routes(shell)))]),
  basepath: "/console",
  defaultPreload: "intent",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
