import { createRoute } from "@tanstack/react-router";
import type { Area } from "../areas";
import { TrainingPage } from "./TrainingPage";

export const training: Area = {
  path: "/training",
  title: "training.title",
  routes: (parent) => [
    createRoute({ getParentRoute: () => parent, path: "/training", component: TrainingPage }),
  ],
};
