import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Area } from "../areas";

export const people: Area = {
  path: "/people",
  title: "people.title",
  routes: (parent) => {
    const page = createRoute({
      getParentRoute: () => parent,
      path: "/people",
      component: lazyRouteComponent(() => import("./PeoplePage"), "PeoplePage"),
    });
    return [
      page.addChildren([
        createRoute({
          getParentRoute: () => page,
          path: "/",
          component: lazyRouteComponent(() => import("./PeopleList"), "PeopleList"),
        }),
        createRoute({
          getParentRoute: () => page,
          path: "/teams",
          component: lazyRouteComponent(() => import("./TeamList"), "TeamList"),
        }),
        createRoute({
          getParentRoute: () => page,
          path: "/audit",
          component: lazyRouteComponent(() => import("./AuditLog"), "AuditLog"),
        }),
      ]),
    ];
  },
};
