import { createRoute } from "@tanstack/react-router";
import type { Area } from "../areas";
import { GroupList } from "./GroupList";
import { ModelPage } from "./ModelPage";
import { ReviewList } from "./ReviewList";
import { TrainingPage } from "./TrainingPage";

export const training: Area = {
  path: "/training",
  title: "training.title",
  routes: (parent) => {
    const page = createRoute({
      getParentRoute: () => parent,
      path: "/training",
      component: TrainingPage,
    });
    return [
      page.addChildren([
        createRoute({ getParentRoute: () => page, path: "/", component: ReviewList }),
        createRoute({ getParentRoute: () => page, path: "/groups", component: GroupList }),
        createRoute({ getParentRoute: () => page, path: "/model", component: ModelPage }),
      ]),
    ];
  },
};
