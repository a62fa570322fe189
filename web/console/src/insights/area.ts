import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Area } from "../areas";

export const insights: Area = {
  path: "/insights",
  title: "insights.title",
  routes: (parent) => [
    createRoute({
      getParentRoute: () => parent,
      path: "/insights",
      component: lazyRouteComponent(() => import("./InsightsPage"), "InsightsPage"),
    }),
  ],
};
