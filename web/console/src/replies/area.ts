import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Area } from "../areas";

export const replies: Area = {
  path: "/replies",
  title: "replies.title",
  routes: (parent) => [
    createRoute({
      getParentRoute: () => parent,
      path: "/replies",
      component: lazyRouteComponent(() => import("./RepliesPage"), "RepliesPage"),
    }),
  ],
};
