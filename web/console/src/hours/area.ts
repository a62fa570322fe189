import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Area } from "../areas";

export const hours: Area = {
  path: "/hours",
  title: "hours.title",
  routes: (parent) => [
    createRoute({
      getParentRoute: () => parent,
      path: "/hours",
      component: lazyRouteComponent(() => import("./HoursPage"), "HoursPage"),
    }),
  ],
};
