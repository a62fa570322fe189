import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Area } from "../areas";

export const training: Area = {
  path: "/training",
  title: "training.title",
  routes: (parent) => {
    const page = createRoute({
      getParentRoute: () => parent,
      path: "/training",
      component: lazyRouteComponent(() => import("./TrainingPage"), "TrainingPage"),
    });
    return [
      page.addChildren([
        createRoute({
          getParentRoute: () => page,
          path: "/",
          component: lazyRouteComponent(() => import("./ReviewList"), "ReviewList"),
        }),
        createRoute({
          getParentRoute: () => page,
          path: "/groups",
          component: lazyRouteComponent(() => import("./GroupList"), "GroupList"),
        }),
        createRoute({
          getParentRoute: () => page,
          path: "/model",
          component: lazyRouteComponent(() => import("./ModelPage"), "ModelPage"),
        }),
      ]),
    ];
  },
};
